/* The whole life of a session, told step by step: what is asked of the library, and what comes
 * back. `make demo` runs it. It ends with exit code 1 at the first answer that is not the promised
 * one. */
#include "life/browser.h"
#include "life/chapters.h"
#include "life/server.h"
#include "life/story.h"

#include <stdio.h>
#include <string.h>

/* In earnest these are random, from getentropy or the like; here each run shall tell the same. */
static const uint8_t ID[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
static const uint8_t NEXT_ID[] = {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};

static void log_in(const cello_session_signer *signer) {
  cello_session session;
  story_chapter("A visitor logs in");
  story_asked("a new session with user_id = \"123\", username = \"alice\"");
  must(cello_session_begin(signer, ID, story_now(), &session));
  must(cello_session_set_text(&session, TEXT("user_id"), TEXT("123")));
  must(cello_session_set_text(&session, TEXT("username"), TEXT("alice")));
  answer_told_whole(signer, &session);
}

static void come_back(const cello_session_signer *signer) {
  cello_session session;
  story_chapter("The browser comes back, with the cookies of others around ours");
  story_wait(HOUR_S / 2, "Half an hour");
  story_expect(receive_told_whole(signer, &session), CELLO_SESSION_OK);
  tell_entries(&session);
  tell_times(signer, &session);
  story_check(!info_of(signer, &session).renewal_due, "a young session is not renewed");
  story_note("Nothing changed and no renewal is due: the server sets no cookie.");
}

static void change_role(const cello_session_signer *signer) {
  cello_session session;
  story_chapter("The visitor gets another role");
  must(receive(signer, &session));
  story_asked(
      "role = \"editor\", visits = 7, and another session id, as at every change of rights");
  must(cello_session_set_text(&session, TEXT("role"), TEXT("editor")));
  must(cello_session_set_int(&session, TEXT("visits"), 7));
  must(cello_session_rotate_id(&session, NEXT_ID));
  answer(signer, &session);
  story_expect(receive(signer, &session), CELLO_SESSION_OK);
  tell_id(signer, &session);
  tell_entries(&session);
  story_check(memcmp(info_of(signer, &session).id, NEXT_ID, sizeof NEXT_ID) == 0, "the id changed");
}

static void renew(const cello_session_signer *signer) {
  cello_session session;
  story_chapter("The session is renewed while it is used");
  story_wait(13 * HOUR_S, "13 hours");
  story_expect(receive(signer, &session), CELLO_SESSION_OK);
  tell_times(signer, &session);
  story_check(info_of(signer, &session).renewal_due, "past half its life a session is renewed");
  story_note("More than half of its life has passed, so a renewal is due:");
  story_asked("the cookie once more");
  answer(signer, &session);
  must(receive(signer, &session));
  tell_times(signer, &session);
}

static void overfill(const cello_session_signer *signer) {
  static char essay[3000];
  cello_session session;
  memset(essay, 'x', sizeof essay);
  story_chapter("Too much is put into the session");
  must(receive(signer, &session));
  story_asked("essay = 3000 characters");
  story_expect(cello_session_set_text(&session, TEXT("essay"), essay, sizeof essay),
               CELLO_SESSION_FULL);
  story_note("The session is what it was:");
  tell_entries(&session);
}

static void log_out(const cello_session_signer *signer, const char *stolen) {
  cello_session session;
  story_chapter("The visitor logs out");
  must(receive(signer, &session));
  story_asked("an empty session");
  must(cello_session_clear(&session));
  answer_told_whole(signer, &session);
  story_expect(receive(signer, &session), CELLO_SESSION_MISSING);
  story_note(
      "A copy of the cookie that was stolen before is still genuine. Nothing recalls it before");
  story_note("it expires, unless the server keeps a list of the session ids that were logged out:");
  story_asked("the stolen copy");
  story_expect(cello_session_verify(signer, stolen, strlen(stolen), story_now(), &session),
               CELLO_SESSION_OK);
  tell_times(signer, &session);
}

static void expire(const cello_session_signer *signer, char *stolen) {
  const size_t len = strlen(stolen);
  cello_session session;
  story_chapter("The session expires");
  story_wait(24 * HOUR_S, "A day");
  story_asked("the stolen copy");
  story_expect(cello_session_verify(signer, stolen, len, story_now(), &session),
               CELLO_SESSION_EXPIRED);
  story_note("Who forges a token does not even learn whether it was in time:");
  stolen[len - 2] = stolen[len - 2] == 'A' ? 'B' : 'A';
  story_asked("the stolen copy, with one character changed");
  story_expect(cello_session_verify(signer, stolen, len, story_now(), &session),
               CELLO_SESSION_REJECTED);
}

int main(void) {
  const cello_session_config config = defaults_with(SECRET), rotated = defaults_with(NEXT_SECRET);
  cello_session_signer signer = signer_of(&config), next_signer = signer_of(&rotated);
  printf("The life of a session, with libcello_session %s\n", cello_session_version());
  printf("The clock of this story begins at %s.\n", story_time(story_now()));
  log_in(&signer);
  come_back(&signer);
  change_role(&signer);
  renew(&signer);
  rotate_secrets(&signer);
  meet_other_limits(&next_signer);
  forge(&next_signer);
  use_another_name(&next_signer);
  overfill(&next_signer);

  char stolen[CELLO_SESSION_TOKEN_LEN_MAX + 1];
  strcpy(stolen, browser_token());
  log_out(&next_signer, stolen);
  expire(&next_signer, stolen);

  cello_session_signer_wipe(&signer);
  cello_session_signer_wipe(&next_signer);
  printf("\nEvery answer was the promised one.\n");
  return 0;
}
