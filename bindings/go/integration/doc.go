// Package integration has no code: its tests serve sessions through net/http, chi, Echo and gin to a browser with a
// cookie jar. It is a module of its own, so that nobody who uses the package gets four frameworks.
package integration
