/* Fills in the arguments of the generated pointer tests, and holds a refused call to having changed
 * nothing. */
#include "pointers.h"

#include <stdio.h>
#include <string.h>

static struct arguments noted;

static void fill_session(struct arguments *a) {
  a->session = session_empty(&a->signer, NOW);
  const uint8_t byte = 7;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&a->session, TEXT("text"), TEXT("123")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_bytes(&a->session, TEXT("byte"), &byte, 1));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_json(&a->session, TEXT("json"), TEXT("[1]")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&a->session, TEXT("inte"), 5));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_bool(&a->session, TEXT("bool"), 1));
}

void arguments_fill(struct arguments *a, const char *key) {
  memset(a, 0xA5, sizeof *a);
  a->signer = signer_default();
  a->config = config_default();
  fill_session(a);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_entries(&a->session, a->entries,
                                                       CELLO_SESSION_ENTRIES_MAX, &a->entry_count));
  memcpy(a->base, &a->session, sizeof a->base);
  memcpy(a->session_id, ID_TWO, sizeof a->session_id);
  memcpy(a->key, key, 4);
  memcpy(a->json, "[1]", 3);

  struct token token = sign_at(&a->signer, &a->session, NOW);
  struct line line = write_at(&a->signer, &a->session, NOW);
  a->token_len = token.len;
  a->line_len = line.len;
  a->header_len = token.len + 11;
  CHECK(token.len <= sizeof a->token && a->header_len <= sizeof a->header &&
        line.len <= sizeof a->line_out);
  memcpy(a->token, token.text, token.len);
  memcpy(a->header, line.text, a->header_len);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_write_deletion(
                                     &a->signer, line.text, sizeof line.text, &a->deletion_len));
  check_case(NULL);
}

void arguments_note(const struct arguments *arguments) {
  memcpy(&noted, arguments, sizeof noted);
}

void check_unchanged(const char *label, const struct arguments *arguments) {
  check_case(label);
  CHECK(same_object(&noted, arguments, sizeof noted));
  check_case(NULL);
}

void check_session_void(const char *label, struct arguments *arguments) {
  uint8_t flag;
  check_case(label);
  CHECK_STATUS(CELLO_SESSION_NOT_INITIALISED,
               cello_session_get_bool(&arguments->session, TEXT("bool"), &flag));
  check_case(NULL);
  memcpy(&arguments->session, &noted.session, sizeof noted.session);
  check_unchanged(label, arguments);
}

void check_answer(const char *label, cello_session_status expected, cello_session_status actual) {
  check_case(label);
  CHECK_STATUS(expected, actual);
  check_case(NULL);
}
