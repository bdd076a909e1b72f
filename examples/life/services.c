/* Several servers and one cookie: a secret is replaced without logging anybody out, and limits
 * differ. */
#include "chapters.h"
#include "server.h"
#include "story.h"

#include <string.h>

static cello_session_bytes bytes_of(const char *secret) {
  const cello_session_bytes bytes = {(const uint8_t *)secret, strlen(secret)};
  return bytes;
}

void rotate_secrets(const cello_session_signer *forgotten) {
  const cello_session_bytes old_secret = bytes_of(SECRET), next_secret = bytes_of(NEXT_SECRET);
  cello_session_config config = defaults_with(SECRET);
  cello_session session;
  config.accepted_secrets = &next_secret;
  config.accepted_secret_count = 1;
  const cello_session_signer stage1 = signer_of(&config);
  config = defaults_with(NEXT_SECRET);
  config.accepted_secrets = &old_secret;
  config.accepted_secret_count = 1;
  const cello_session_signer stage2 = signer_of(&config);
  config = defaults_with(NEXT_SECRET);
  const cello_session_signer stage3 = signer_of(&config);

  story_chapter("The secret is replaced, and nobody is logged out");
  story_wait(HOUR_S, "An hour");
  story_note("Stage 1, server by server: sign with the old secret, accept the next one too.");
  story_expect(receive(&stage1, &session), CELLO_SESSION_OK);
  story_note("Stage 2, server by server: sign with the next secret, accept the old one.");
  story_expect(receive(&stage2, &session), CELLO_SESSION_OK);
  story_check(info_of(&stage2, &session).renewal_due, "a token of the old secret is renewed");
  story_note("It was signed with the old secret, so a renewal is due:");
  answer(&stage2, &session);
  story_note("A server that is still in stage 1 knows the new cookie:");
  story_expect(receive(&stage1, &session), CELLO_SESSION_OK);
  story_note("Stage 3, when the last token of the old secret has expired: drop the old one.");
  story_expect(receive(&stage3, &session), CELLO_SESSION_OK);
  story_note("A server that was forgotten in all this and holds the old secret alone:");
  story_expect(receive(forgotten, &session), CELLO_SESSION_REJECTED);
}

void meet_other_limits(const cello_session_signer *shop) {
  cello_session_config config = defaults_with(NEXT_SECRET);
  cello_session session;
  config.max_age_s = HOUR_S;
  config.longest_max_age_s = HOUR_S;
  const cello_session_signer bank = signer_of(&config);
  config.longest_max_age_s = 24 * HOUR_S;
  config.absolute_max_age_s = 8 * HOUR_S;
  const cello_session_signer payroll = signer_of(&config);

  story_chapter("Services with other limits read the same cookie");
  story_note("The bank ends a session an hour after its cookie was signed:");
  story_expect(receive(&bank, &session), CELLO_SESSION_OK);
  tell_times(&bank, &session);
  story_wait(HOUR_S, "An hour");
  story_expect(receive(&bank, &session), CELLO_SESSION_EXPIRED);
  story_note("For the shop it goes on, with a day:");
  story_expect(receive(shop, &session), CELLO_SESSION_OK);
  tell_times(shop, &session);
  story_note(
      "The payroll ends every session 8 hours after it began, however often it was renewed:");
  story_expect(receive(&payroll, &session), CELLO_SESSION_EXPIRED);
}
