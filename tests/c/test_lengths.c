/* Lengths that no memory has, and output buffers one byte too short: refused without a look,
 * nothing written. */
#include "fixture.h"
#include "guarded.h"

#include <string.h>

/* Each is far more than the one byte that is there: a read of a second one would end the program.
 */
static const size_t IMPOSSIBLE[] = {(size_t)UINT32_MAX,
                                    /* 2^32 + 1, which is 1 for whoever keeps 32 bits of it */
                                    ((size_t)1 << (sizeof(size_t) * 4)) + 1, SIZE_MAX / 2 - 1,
                                    SIZE_MAX / 2, SIZE_MAX / 2 + 1, SIZE_MAX - 4096, SIZE_MAX - 1,
                                    SIZE_MAX};

static void impossible_lengths_are_refused_without_a_look(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW), other, before = session;
  char *one = guarded_copy("a", 1, BEFORE_GUARD);
  const uint8_t *byte = (const uint8_t *)one;
  for (size_t i = 0; i < sizeof IMPOSSIBLE / sizeof IMPOSSIBLE[0]; i++) {
    const size_t len = IMPOSSIBLE[i];
    cello_session_entry entry;
    const char *text;
    const uint8_t *bytes;
    size_t got;
    int64_t integer;
    uint8_t flag;
    CHECK_STATUS(CELLO_SESSION_REJECTED, cello_session_verify(&signer, one, len, NOW, &other));
    CHECK_STATUS(CELLO_SESSION_REJECTED, cello_session_cookie_read(&signer, one, len, NOW, &other));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get(&session, one, len, &entry));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get_text(&session, one, len, &text, &got));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get_json(&session, one, len, &text, &got));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND,
                 cello_session_get_bytes(&session, one, len, &bytes, &got));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get_int(&session, one, len, &integer));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get_bool(&session, one, len, &flag));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(&session, one, len));
    CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_text(&session, one, len, one, 1));
    CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_bytes(&session, one, len, byte, 1));
    CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_json(&session, one, len, one, 1));
    CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_int(&session, one, len, 1));
    CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_bool(&session, one, len, 1));
    CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_null(&session, one, len));
    CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_text(&session, TEXT("k"), one, len));
    CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_bytes(&session, TEXT("k"), byte, len));
    CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_json(&session, TEXT("k"), one, len));
    const cello_session_entry *entries = guarded_copy(NULL, sizeof entry, BEFORE_GUARD);
    CHECK_STATUS(CELLO_SESSION_FULL, cello_session_replace(&session, byte, 1, entries, len));
    CHECK(same_object(&session, &before, sizeof session));
    guarded_free((void *)entries, sizeof entry);
  }
  guarded_free(one, 1);
}

static void one_more_than_a_bound_is_refused_without_a_look(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW), other;
  char *one = guarded_copy("a", 1, BEFORE_GUARD);
  CHECK_STATUS(CELLO_SESSION_REJECTED,
               cello_session_verify(&signer, one, CELLO_SESSION_TOKEN_LEN_MAX + 1, NOW, &other));
  CHECK_STATUS(CELLO_SESSION_REJECTED,
               cello_session_cookie_read(&signer, one, CELLO_SESSION_COOKIE_HEADER_LEN_MAX + 1, NOW,
                                         &other));
  CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
               cello_session_verify(&signer, one, CELLO_SESSION_TOKEN_LEN_MAX + 1,
                                    CELLO_SESSION_UNIX_S_MAX + 1, &other));
  CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
               cello_session_cookie_read(&signer, one, CELLO_SESSION_COOKIE_HEADER_LEN_MAX + 1,
                                         CELLO_SESSION_UNIX_S_MAX + 1, &other));
  CHECK_STATUS(CELLO_SESSION_KEY_LENGTH,
               cello_session_set_null(&session, one, CELLO_SESSION_KEY_LEN_MAX + 1));
  CHECK_STATUS(CELLO_SESSION_FULL,
               cello_session_set_text(&session, TEXT("k"), one, CELLO_SESSION_ENTRIES_LEN_MAX + 1));
  cello_session_config config = config_default();
  config.cookie_name = one;
  config.cookie_name_len = CELLO_SESSION_COOKIE_NAME_LEN_MAX + 1;
  CHECK_STATUS(CELLO_SESSION_COOKIE_NAME, cello_session_signer_init(&signer, &config));
  config = config_default();
  config.path = one;
  config.path_len = CELLO_SESSION_PATH_LEN_MAX + 1;
  CHECK_STATUS(CELLO_SESSION_COOKIE_PATH, cello_session_signer_init(&signer, &config));
  config = config_default();
  config.domain = one;
  config.domain_len = CELLO_SESSION_DOMAIN_LEN_MAX + 1;
  CHECK_STATUS(CELLO_SESSION_COOKIE_DOMAIN, cello_session_signer_init(&signer, &config));
  config = config_default();
  config.signing_secret = (const uint8_t *)one;
  config.signing_secret_len = CELLO_SESSION_SECRET_LEN_MAX + 1;
  CHECK_STATUS(CELLO_SESSION_SECRET_LENGTH, cello_session_signer_init(&signer, &config));
  guarded_free(one, 1);
}

/* An address whose length goes past the end of the address space is no memory of anybody. */
static void memory_past_the_end_of_the_address_space_is_refused(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW), other;
  const char *last = (const char *)(UINTPTR_MAX - 7); /* 8-aligned, and nothing is behind it */
  size_t len;
  const char *text;
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
               cello_session_verify(&signer, last, 100, NOW, &other));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
               cello_session_cookie_read(&signer, last, 100, NOW, &other));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
               cello_session_get_text(&session, last, 100, &text, &len));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
               cello_session_set_text(&session, TEXT("k"), last, 100));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
               cello_session_sign(&signer, &session, NOW, (char *)(uintptr_t)last, 100, &len));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
               cello_session_clear((cello_session *)(void *)(uintptr_t)last));
}

/* A base longer than 32-bit offsets reach is as good as any other, as far as the entries go. */
static void only_what_entries_name_of_a_base_is_read(void) {
  cello_session_signer signer = signer_default();
  cello_session *session = guarded_copy(NULL, sizeof *session, BEHIND_GUARD);
  *session = session_of_user(&signer, NOW);
  uint8_t *base = guarded_copy("k", 1, BEFORE_GUARD);
  cello_session_entry entry = {CELLO_SESSION_KIND_NULL, 0, 1, 0, 0, 0, 0};
  for (size_t i = 0; i < sizeof IMPOSSIBLE / sizeof IMPOSSIBLE[0]; i++) {
    cello_session_status status = cello_session_replace(session, base, IMPOSSIBLE[i], &entry, 1);
    /* INVALID_ARGUMENT where the session happens to lie in what is named as the base. */
    CHECK(status == CELLO_SESSION_OK || status == CELLO_SESSION_INVALID_ARGUMENT);
  }
  guarded_free(base, 1);
  guarded_free(session, sizeof *session);
}

/* Buffers of exactly the length in front of a guard page; every shorter one is refused, and stays
 * as it was. */
#define CHECK_CAPS(needed, call)                                                                   \
  do {                                                                                             \
    for (size_t cap = 0; cap <= (needed); cap++) {                                                 \
      char *out = guarded_copy(NULL, (needed), BEFORE_GUARD);                                      \
      size_t len;                                                                                  \
      paint(out, (needed));                                                                        \
      paint(&len, sizeof len);                                                                     \
      out += (needed) - cap;                                                                       \
      cello_session_status status = call;                                                          \
      CHECK_STATUS(cap < (needed) ? CELLO_SESSION_BUFFER_TOO_SMALL : CELLO_SESSION_OK, status);    \
      CHECK(status == CELLO_SESSION_OK ? len == (needed)                                           \
                                       : is_painted(&len, sizeof len) && is_painted(out, cap));    \
      guarded_free(out - ((needed) - cap), (needed));                                              \
    }                                                                                              \
  } while (0)

static void a_buffer_one_byte_too_short_is_refused(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  cello_session_info info = describe_at(&signer, &session, NOW);
  CHECK_CAPS(info.token_len, cello_session_sign(&signer, &session, NOW, out, cap, &len));
  CHECK_CAPS(info.cookie_line_len,
             cello_session_cookie_write(&signer, &session, NOW, out, cap, &len));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&session));
  info = describe_at(&signer, &session, NOW);
  CHECK_CAPS(info.cookie_line_len,
             cello_session_cookie_write(&signer, &session, NOW, out, cap, &len));
  CHECK_CAPS(info.cookie_line_len, cello_session_cookie_write_deletion(&signer, out, cap, &len));
}

static void room_for_one_entry_too_few_is_refused(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, TEXT("n"), 1));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&session, TEXT("z")));
  cello_session_entry entries[4];
  size_t count;
  for (size_t cap = 0; cap <= 4; cap++) {
    paint(entries, sizeof entries);
    paint(&count, sizeof count);
    CHECK_STATUS(cap < 3 ? CELLO_SESSION_BUFFER_TOO_SMALL : CELLO_SESSION_OK,
                 cello_session_entries(&session, entries, cap, &count));
    CHECK(cap < 3 ? is_painted(&count, sizeof count) : count == 3);
    CHECK(cap < 3 ? is_painted(entries, sizeof entries)
                  : is_painted(&entries[3], sizeof entries[3]));
  }
  cello_session empty = session_empty(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_entries(&empty, entries, 0, &count));
  CHECK_UINT(0, count);
}

/* A capacity is a promise that much is there; more than can ever be needed is neither needed nor
 * touched. */
static void impossible_capacities_are_no_mistake(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  cello_session_info info = describe_at(&signer, &session, NOW);
  for (size_t i = 0; i < sizeof IMPOSSIBLE / sizeof IMPOSSIBLE[0]; i++) {
    const size_t cap = IMPOSSIBLE[i];
    size_t len;
    char *token = guarded_copy(NULL, info.token_len, BEFORE_GUARD);
    char *line = guarded_copy(NULL, info.cookie_line_len, BEFORE_GUARD);
    cello_session_entry *entry = guarded_copy(NULL, sizeof *entry, BEFORE_GUARD);
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_sign(&signer, &session, NOW, token, cap, &len));
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_cookie_write(&signer, &session, NOW, line, cap, &len));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_write_deletion(&signer, line, cap, &len));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_entries(&session, entry, cap, &len));
    guarded_free(token, info.token_len);
    guarded_free(line, info.cookie_line_len);
    guarded_free(entry, sizeof *entry);
  }
}

int main(void) {
  impossible_lengths_are_refused_without_a_look();
  one_more_than_a_bound_is_refused_without_a_look();
  memory_past_the_end_of_the_address_space_is_refused();
  only_what_entries_name_of_a_base_is_read();
  a_buffer_one_byte_too_short_is_refused();
  room_for_one_entry_too_few_is_refused();
  impossible_capacities_are_no_mistake();
  return check_report("test_lengths");
}
