/* Changing the map: what each call does, when `changed` is set, and that a refused change leaves
 * all as it was. */
#include "fixture.h"

#include <string.h>

static int changed(const cello_session_signer *signer, const cello_session *session) {
  return describe_at(signer, session, NOW).changed;
}

static cello_session unchanged_session(const cello_session_signer *signer) {
  cello_session session = session_of_user(signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, TEXT("n"), 7));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_bool(&session, TEXT("b"), 0));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&session, TEXT("z")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_json(&session, TEXT("j"), TEXT("[]")));
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_set_bytes(&session, TEXT("y"), (const uint8_t *)"\1", 1));
  struct token token = sign_at(signer, &session, NOW);
  cello_session read = read_at(signer, &token, NOW);
  CHECK(!changed(signer, &read));
  return read;
}

static void begin_changes_and_reading_does_not(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  CHECK(changed(&signer, &session));
  session = session_of_user(&signer, NOW);
  struct line line = write_at(&signer, &session, NOW);
  CHECK(changed(&signer, &session)); /* writing is const: it does not take the mark away */
  const char *end = memchr(line.text, ';', line.len);
  CHECK(end != NULL);
  if (end != NULL) {
    CHECK_STATUS(
        CELLO_SESSION_OK,
        cello_session_cookie_read(&signer, line.text, (size_t)(end - line.text), NOW, &session));
    CHECK(!changed(&signer, &session));
  }
}

/* Each line makes one call on a session just read and looks whether it counts as a change. */
#define CHECK_CHANGES(expected, call)                                                              \
  do {                                                                                             \
    cello_session session = unchanged_session(&signer);                                            \
    CHECK_STATUS(CELLO_SESSION_OK, call);                                                          \
    CHECK_UINT((expected), (uint64_t)changed(&signer, &session));                                  \
  } while (0)

static void what_alters_something_is_a_change(void) {
  cello_session_signer signer = signer_default();
  const uint8_t *one = (const uint8_t *)"\1", *two = (const uint8_t *)"\2";
  CHECK_CHANGES(1, cello_session_set_text(&session, TEXT("user_id"), TEXT("124")));
  CHECK_CHANGES(0, cello_session_set_text(&session, TEXT("user_id"), TEXT("123")));
  CHECK_CHANGES(1, cello_session_set_text(&session, TEXT("new"), NULL, 0));
  CHECK_CHANGES(1, cello_session_set_bytes(&session, TEXT("user_id"), (const uint8_t *)"123", 3));
  CHECK_CHANGES(1, cello_session_set_bytes(&session, TEXT("y"), two, 1));
  CHECK_CHANGES(0, cello_session_set_bytes(&session, TEXT("y"), one, 1));
  CHECK_CHANGES(1, cello_session_set_int(&session, TEXT("n"), -7));
  CHECK_CHANGES(0, cello_session_set_int(&session, TEXT("n"), 7));
  CHECK_CHANGES(1, cello_session_set_bool(&session, TEXT("b"), 1));
  CHECK_CHANGES(0, cello_session_set_bool(&session, TEXT("b"), 0));
  CHECK_CHANGES(1, cello_session_set_null(&session, TEXT("b")));
  CHECK_CHANGES(0, cello_session_set_null(&session, TEXT("z")));
  CHECK_CHANGES(1, cello_session_set_json(&session, TEXT("j"), TEXT("[ ]")));
  CHECK_CHANGES(0, cello_session_set_json(&session, TEXT("j"), TEXT("[]")));
  CHECK_CHANGES(1, cello_session_set_text(&session, TEXT("j"), TEXT("[]")));
  CHECK_CHANGES(1, cello_session_remove(&session, TEXT("n")));
  CHECK_CHANGES(0, cello_session_remove(&session, TEXT("absent")));
  CHECK_CHANGES(1, cello_session_clear(&session));
  CHECK_CHANGES(1, cello_session_replace(&session, NULL, 0, NULL, 0));
  CHECK_CHANGES(1, cello_session_rotate_id(&session, ID_TWO));
  CHECK_CHANGES(0, cello_session_rotate_id(&session, ID_ONE));
  CHECK_CHANGES(1, cello_session_login(&signer, &session, ID_TWO, NOW));
  CHECK_CHANGES(1, cello_session_login(&signer, &session, ID_ONE, NOW + 1));
  CHECK_CHANGES(1, cello_session_set_lifetime(&session, 600));
  CHECK_CHANGES(0, cello_session_set_lifetime(&session, DAY_S));
}

static void clear_of_an_empty_map_changes_nothing(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW);
  session = read_at(&signer, &token, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&session));
  CHECK(!changed(&signer, &session));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_replace(&session, NULL, 0, NULL, 0));
  CHECK(!changed(&signer, &session));
}

/* Each line makes one call that is refused; not a byte of the session may differ afterwards. */
#define CHECK_REFUSED(expected, call)                                                              \
  do {                                                                                             \
    cello_session session = full;                                                                  \
    CHECK_STATUS((expected), call);                                                                \
    CHECK(same_object(&session, &full, sizeof session));                                           \
  } while (0)

static void a_refused_change_leaves_the_session_as_it_was(void) {
  cello_session_signer signer = signer_default();
  cello_session full = unchanged_session(&signer);
  const uint8_t *bytes = (const uint8_t *)text_of(2890);
  CHECK_REFUSED(CELLO_SESSION_FULL,
                cello_session_set_text(&session, TEXT("k"), text_of(2890), 2890));
  CHECK_REFUSED(CELLO_SESSION_FULL, cello_session_set_bytes(&session, TEXT("k"), bytes, 2890));
  CHECK_REFUSED(CELLO_SESSION_FULL,
                cello_session_set_text(&session, TEXT("user_id"), text_of(2890), 2890));
  CHECK_REFUSED(CELLO_SESSION_KEY_LENGTH, cello_session_set_int(&session, NULL, 0, 1));
  CHECK_REFUSED(CELLO_SESSION_KEY_ENCODING, cello_session_set_int(&session, "\xff", 1, 1));
  CHECK_REFUSED(CELLO_SESSION_VALUE_ENCODING,
                cello_session_set_text(&session, TEXT("user_id"), "\xff", 1));
  CHECK_REFUSED(CELLO_SESSION_VALUE_ENCODING,
                cello_session_set_json(&session, TEXT("user_id"), TEXT("[")));
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, cello_session_set_bool(&session, TEXT("b"), 2));
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, cello_session_rotate_id(&session, ID_ZERO));
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT,
                cello_session_login(&signer, &session, ID_ZERO, NOW));
  CHECK_REFUSED(CELLO_SESSION_TIME_RANGE,
                cello_session_login(&signer, &session, ID_TWO, UNIX_S_MAX + 1));
  CHECK_REFUSED(CELLO_SESSION_TIME_RANGE, cello_session_set_lifetime(&session, 0));
  CHECK_REFUSED(CELLO_SESSION_TIME_RANGE, cello_session_set_lifetime(&session, DAY_S + 1));
  CHECK_REFUSED(CELLO_SESSION_OK, cello_session_remove(&session, TEXT("absent")));
}

static void removed_keys_are_gone_and_the_rest_stays(void) {
  cello_session_signer signer = signer_default();
  cello_session session = unchanged_session(&signer);
  const char *order[] = {"n", "user_id", "j", "b", "y", "z"};
  for (size_t i = 0; i < 6; i++) {
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(&session, order[i], strlen(order[i])));
    CHECK_UINT(5 - i, describe_at(&signer, &session, NOW).count);
    for (size_t j = 0; j < 6; j++) {
      cello_session_entry entry;
      CHECK_STATUS(j <= i ? CELLO_SESSION_NOT_FOUND : CELLO_SESSION_OK,
                   cello_session_get(&session, order[j], strlen(order[j]), &entry));
    }
  }
}

static void what_is_set_is_copied(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW), expected = session_of_user(&signer, NOW);
  char key[] = "user_id", value[] = "123";
  uint8_t id[CELLO_SESSION_ID_LEN];
  memcpy(id, ID_TWO, sizeof id);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, key, 7, value, 3));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_rotate_id(&session, id));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_rotate_id(&expected, ID_TWO));
  paint(key, sizeof key);
  paint(value, sizeof value);
  paint(id, sizeof id);
  struct token token = sign_at(&signer, &session, NOW);
  struct token expected_token = sign_at(&signer, &expected, NOW);
  CHECK_BYTES(expected_token.text, expected_token.len, token.text, token.len);
}

/* A new id leaves the map, and an empty map leaves the id; the times of the token that was read
 * stay in both. */
static void id_and_map_do_not_touch_each_other(void) {
  cello_session_signer signer = signer_default();
  cello_session session = unchanged_session(&signer);
  cello_session_info before = describe_at(&signer, &session, NOW), after;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_rotate_id(&session, ID_TWO));
  after = describe_at(&signer, &session, NOW);
  CHECK_BYTES(ID_TWO, sizeof ID_TWO, after.id, sizeof after.id);
  CHECK_UINT(before.count, after.count);
  CHECK_UINT(before.token_len, after.token_len);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&session));
  after = describe_at(&signer, &session, NOW);
  CHECK_BYTES(ID_TWO, sizeof ID_TWO, after.id, sizeof after.id);
  CHECK_UINT(0, after.count);
  CHECK_UINT(before.issued_at_unix_s, after.issued_at_unix_s);
  CHECK_UINT(before.expires_at_unix_s, after.expires_at_unix_s);
  CHECK_UINT(before.began_at_unix_s, after.began_at_unix_s);
}

/* Every order of setting, removing and setting again ends in one and the same token. */
static void the_order_of_setting_does_not_matter(void) {
  cello_session_signer signer = signer_default();
  const char *keys[] = {"b", "a", "aa", "Z", "ab", "user_id", "\xc3\xa9", "zz", "a\0b"};
  const size_t key_lens[] = {1, 1, 2, 1, 2, 7, 2, 2, 3};
  enum { COUNT = 9 };
  struct token first = {{0}, 0};
  uint32_t random = 1;
  for (int round = 0; round < 200; round++) {
    size_t order[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
      order[i] = i;
    }
    for (size_t i = COUNT - 1; i > 0; i--) {
      random = random * 1664525 + 1013904223;
      size_t j = (random >> 16) % (i + 1), swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    cello_session session = session_empty(&signer, NOW);
    for (size_t i = 0; i < COUNT; i++) {
      CHECK_STATUS(
          CELLO_SESSION_OK,
          cello_session_set_text(&session, keys[order[i]], key_lens[order[i]], text_of(40), i * 5));
    }
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_remove(&session, keys[order[3]], key_lens[order[3]]));
    for (size_t i = 0; i < COUNT; i++) {
      CHECK_STATUS(CELLO_SESSION_OK,
                   cello_session_set_int(&session, keys[order[i]], key_lens[order[i]],
                                         (int64_t)order[i] * 1000 - 4000));
    }
    struct token token = sign_at(&signer, &session, NOW);
    if (round == 0) {
      first = token;
    }
    CHECK_BYTES(first.text, first.len, token.text, token.len);
  }
}

int main(void) {
  begin_changes_and_reading_does_not();
  what_alters_something_is_a_change();
  clear_of_an_empty_map_changes_nothing();
  a_refused_change_leaves_the_session_as_it_was();
  removed_keys_are_gone_and_the_rest_stays();
  what_is_set_is_copied();
  id_and_map_do_not_touch_each_other();
  the_order_of_setting_does_not_matter();
  return check_report("test_change");
}
