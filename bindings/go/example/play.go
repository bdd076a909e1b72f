// This file plays the story: a visitor with a cookie jar, and a thief with a copy of the cookie.

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// browser keeps its cookies.
type browser struct {
	client *http.Client
	base   string
}

func newBrowser(base string) (*browser, error) {
	jar, err := cookiejar.New(nil)
	return &browser{&http.Client{Jar: jar, Timeout: 10 * time.Second}, base}, err
}

func (b *browser) send(method, path string, form url.Values) (int, string, error) {
	request, err := http.NewRequest(method, b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := b.client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	var body struct{ Answer string }
	err = json.NewDecoder(response.Body).Decode(&body)
	return response.StatusCode, body.Answer, err
}

func (b *browser) cookies() []*http.Cookie {
	where, _ := url.Parse(b.base)
	return b.client.Jar.Cookies(where)
}

// steal copies the cookies of another browser.
func (b *browser) steal(from *browser) {
	where, _ := url.Parse(b.base)
	b.client.Jar.SetCookies(where, from.cookies())
}

// play goes through the story, prints each step, and stops at the first that goes otherwise.
func play(base string) error {
	visitor, err := newBrowser(base)
	if err != nil {
		return err
	}
	thief, err := newBrowser(base)
	if err != nil {
		return err
	}
	if err := checkStep("an anonymous visitor has no profile", visitor, "GET", "/profile", nil, 401, "nobody (missing)"); err != nil {
		return err
	}
	_, csrf, err := visitor.send("GET", "/login", nil)
	if err != nil {
		return err
	}
	wrong := url.Values{"name": {"alice"}, "password": {"guess"}, "csrf": {csrf}}
	right := url.Values{"name": {"alice"}, "password": {"correct horse"}, "csrf": {csrf}}
	for _, s := range []struct {
		what         string
		who          *browser
		method, path string
		form         url.Values
		code         int
		answer       string
		after        func() error
	}{
		{"a wrong password", visitor, "POST", "/login", wrong, 401, "wrong name or password", nil},
		{"login", visitor, "POST", "/login", right, 200, "welcome, alice", nil},
		{"the profile", visitor, "GET", "/profile", nil, 200, "alice", func() error { thief.steal(visitor); return nil }},
		{"somebody copies the cookie: it works", thief, "GET", "/profile", nil, 200, "alice", nil},
		{"logout", visitor, "POST", "/logout", nil, 200, "goodbye", func() error {
			if n := len(visitor.cookies()); n != 0 {
				return fmt.Errorf("the browser still has %d cookies", n)
			}
			return nil
		}},
		{"the profile is gone", visitor, "GET", "/profile", nil, 401, "nobody (missing)", nil},
		{"the stolen cookie is refused", thief, "GET", "/profile", nil, 401, "nobody (revoked)", nil},
	} {
		if err := checkStep(s.what, s.who, s.method, s.path, s.form, s.code, s.answer); err != nil {
			return err
		}
		if s.after != nil {
			if err := s.after(); err != nil {
				return fmt.Errorf("%s: %w", s.what, err)
			}
		}
	}
	fmt.Println("the story went as it should")
	return nil
}

func checkStep(what string, who *browser, method, path string, form url.Values, code int, answer string) error {
	gotCode, gotAnswer, err := who.send(method, path, form)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	fmt.Printf("%-38s %-4s %-9s %d %s\n", what, method, path, gotCode, gotAnswer)
	if gotCode != code || gotAnswer != answer {
		return fmt.Errorf("%s: that should have been %d %s", what, code, answer)
	}
	return nil
}
