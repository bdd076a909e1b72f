/* The calls that any server makes: the signer once, `cookie_read` for a request, `cookie_write` for
 * an answer. */
#include "server.h"

#include "browser.h"
#include "story.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char SECRET[] = "session-secret-minimum-32-bytes-long";
const char NEXT_SECRET[] = "next-secret-of-at-least-32-bytes-too";

void must(cello_session_status status) {
  if (status != CELLO_SESSION_OK)
    story_expect(status, CELLO_SESSION_OK);
}

cello_session_config defaults_with(const char *secret) {
  cello_session_config config;
  must(cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION));
  config.signing_secret = (const uint8_t *)secret;
  config.signing_secret_len = strlen(secret);
  return config;
}

cello_session_signer signer_of(const cello_session_config *config) {
  cello_session_signer signer;
  must(cello_session_signer_init(&signer, config));
  return signer;
}

cello_session_info info_of(const cello_session_signer *signer, const cello_session *session) {
  cello_session_info info;
  must(cello_session_describe(signer, session, story_now(), &info, sizeof info));
  return info;
}

static cello_session_status read_request(const cello_session_signer *signer, int is_told_whole,
                                         cello_session *session) {
  size_t len;
  const char *header = browser_cookie_header(&len);
  const char *token = browser_token();
  if (is_told_whole || *token == '\0')
    story_asked("Cookie: %s", header);
  else
    story_asked("Cookie: ... session_id=%s; ...", story_short(token));
  return cello_session_cookie_read(signer, header, len, story_now(), session);
}

cello_session_status receive_told_whole(const cello_session_signer *signer,
                                        cello_session *session) {
  return read_request(signer, 1, session);
}

cello_session_status receive(const cello_session_signer *signer, cello_session *session) {
  return read_request(signer, 0, session);
}

void answer_told_whole(const cello_session_signer *signer, const cello_session *session) {
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len;
  must(cello_session_cookie_write(signer, session, story_now(), line, sizeof line, &len));
  story_came("Set-Cookie: %.*s", (int)len, line);
  browser_take(line, len);
}

void answer(const cello_session_signer *signer, const cello_session *session) {
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len;
  must(cello_session_cookie_write(signer, session, story_now(), line, sizeof line, &len));
  browser_take(line, len);
  story_came("Set-Cookie: session_id=%s; ...", story_short(browser_token()));
}

void tell_id(const cello_session_signer *signer, const cello_session *session) {
  const cello_session_info info = info_of(signer, session);
  char digits[2 * CELLO_SESSION_ID_LEN + 1];
  for (size_t i = 0; i < CELLO_SESSION_ID_LEN; i++)
    snprintf(digits + 2 * i, 3, "%02x", info.id[i]);
  story_came("session id %s", digits);
}

void tell_entries(const cello_session *session) {
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX];
  const char *base = (const char *)session; /* the offsets of an entry count from here */
  size_t count;
  must(cello_session_entries(session, entries, CELLO_SESSION_ENTRIES_MAX, &count));
  for (size_t i = 0; i < count; i++) {
    const cello_session_entry *entry = &entries[i];
    const char *key = base + entry->key_offset;
    const char *value = base + entry->value_offset;
    if (entry->kind == CELLO_SESSION_KIND_INT)
      story_came("%.*s = %" PRId64, (int)entry->key_len, key, entry->integer);
    else
      story_came("%.*s = \"%.*s\"", (int)entry->key_len, key, (int)entry->value_len, value);
  }
}

void tell_times(const cello_session_signer *signer, const cello_session *session) {
  const cello_session_info info = info_of(signer, session);
  story_came("began   %s", story_time(info.began_at_unix_s));
  story_came("expires %s", story_time(info.expires_at_unix_s));
}
