// This file stops a build for a system that has no bundled archive, with a name that says why.

//go:build cgo && !cello_session_system && !(linux && (amd64 || arm64))

package abi

var _ = cellosession_has_no_bundled_archive_for_this_system_so_install_the_library_and_build_with_tags_cello_session_system
