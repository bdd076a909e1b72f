/* What a visitor of bad will tries: to change a token, to make one, and to use one where it does
 * not belong. */
#include "browser.h"
#include "chapters.h"
#include "server.h"
#include "story.h"

#include <stdio.h>
#include <string.h>

static cello_session_status verify(const cello_session_signer *signer, const char *token,
                                   cello_session *session) {
  return cello_session_verify(signer, token, strlen(token), story_now(), session);
}

static void change_a_token(const cello_session_signer *signer) {
  char token[CELLO_SESSION_TOKEN_LEN_MAX + 1];
  cello_session session;
  strcpy(token, browser_token());
  token[100] = token[100] == 'A' ? 'B' : 'A';
  story_asked("our token, with one character changed");
  story_expect(verify(signer, token, &session), CELLO_SESSION_REJECTED);
}

static void make_a_token(const cello_session_signer *signer) {
  static const uint8_t id[CELLO_SESSION_ID_LEN] = {1};
  const cello_session_config guess = defaults_with("correct-horse-battery-staple-32-bytes");
  const cello_session_signer forger = signer_of(&guess);
  char token[CELLO_SESSION_TOKEN_LEN_MAX + 1];
  size_t len;
  cello_session session;
  cello_session_entry entry;
  must(cello_session_begin(&forger, id, story_now(), &session));
  must(cello_session_set_text(&session, TEXT("role"), TEXT("admin")));
  must(cello_session_sign(&forger, &session, story_now(), token, sizeof token - 1, &len));
  token[len] = '\0';
  story_asked("a token that says role = \"admin\", signed with a guessed secret");
  story_expect(verify(signer, token, &session), CELLO_SESSION_REJECTED);
  story_note("The object holds no session now, not even the one that was in it before:");
  story_asked("role");
  story_expect(cello_session_get(&session, TEXT("role"), &entry), CELLO_SESSION_NOT_INITIALISED);
}

void forge(const cello_session_signer *signer) {
  static const char unsigned_token[] = "eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.";
  cello_session session;
  story_chapter("Somebody forges a cookie");
  change_a_token(signer);
  make_a_token(signer);
  story_asked("a web token of another kind, which says that it needs no signature");
  story_expect(verify(signer, unsigned_token, &session), CELLO_SESSION_REJECTED);
}

void use_another_name(const cello_session_signer *signer) {
  char header[CELLO_SESSION_TOKEN_LEN_MAX + sizeof "admin_id="];
  cello_session_config config = defaults_with(NEXT_SECRET);
  cello_session session;
  config.cookie_name = "admin_id";
  config.cookie_name_len = strlen(config.cookie_name);
  const cello_session_signer admin = signer_of(&config);
  snprintf(header, sizeof header, "admin_id=%s", browser_token());

  story_chapter("The cookie is used under another name");
  story_asked("Cookie: admin_id=%s", story_short(browser_token()));
  story_note("The service that calls its cookie admin_id, with the same secret:");
  story_expect(cello_session_cookie_read(&admin, header, strlen(header), story_now(), &session),
               CELLO_SESSION_REJECTED);
  story_note("Our service, whose cookie is not there:");
  story_expect(cello_session_cookie_read(signer, header, strlen(header), story_now(), &session),
               CELLO_SESSION_MISSING);
}
