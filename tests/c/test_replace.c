/* The whole map in one call: what a binding writes back at the end of a request, all of it or
 * nothing. */
#include "fixture.h"

#include <string.h>

/* Keys and values one behind the other, as a binding lays them out. */
struct map {
  uint8_t base[4096];
  size_t base_len;
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX + 1];
  size_t count;
};

static uint32_t put(struct map *map, const void *data, size_t len) {
  const size_t at = map->base_len;
  memcpy(map->base + at, data, len);
  map->base_len += len;
  return (uint32_t)at;
}

static cello_session_entry *add(struct map *map, int32_t kind, const char *key, const void *value,
                                size_t value_len, int64_t integer) {
  cello_session_entry *entry = &map->entries[map->count++];
  entry->kind = kind;
  entry->key_len = (uint32_t)strlen(key);
  entry->key_offset = put(map, key, entry->key_len);
  entry->value_len = (uint32_t)value_len;
  entry->value_offset = put(map, value, value_len);
  entry->reserved = 0;
  entry->integer = integer;
  return entry;
}

static cello_session_status replace(cello_session *session, const struct map *map) {
  return cello_session_replace(session, map->base, map->base_len, map->entries, map->count);
}

static struct map one_of_each(void) {
  struct map map;
  memset(&map, 0, sizeof map);
  add(&map, CELLO_SESSION_KIND_TEXT, "text", "alice", 5, 0);
  add(&map, CELLO_SESSION_KIND_BOOL, "bool", "", 0, 1);
  add(&map, CELLO_SESSION_KIND_BYTES, "bytes", "\0\xff", 2, 0);
  add(&map, CELLO_SESSION_KIND_JSON, "json", "[1,2.5]", 7, 0);
  add(&map, CELLO_SESSION_KIND_INT, "int", "", 0, INT64_MIN);
  add(&map, CELLO_SESSION_KIND_NULL, "null", "", 0, 0);
  return map;
}

static void it_is_the_same_as_setting_each(void) {
  cello_session_signer signer = signer_default();
  cello_session set = session_empty(&signer, NOW), replaced = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&set, TEXT("text"), TEXT("alice")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_bool(&set, TEXT("bool"), 1));
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_set_bytes(&set, TEXT("bytes"), (const uint8_t *)"\0\xff", 2));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_json(&set, TEXT("json"), TEXT("[1,2.5]")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&set, TEXT("int"), INT64_MIN));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&set, TEXT("null")));
  struct token expected = sign_at(&signer, &set, NOW);

  struct map map = one_of_each();
  for (size_t turn = 0; turn < map.count; turn++) { /* in whatever order they come */
    cello_session_entry first = map.entries[0];
    memmove(map.entries, map.entries + 1, (map.count - 1) * sizeof first);
    map.entries[map.count - 1] = first;
    CHECK_STATUS(CELLO_SESSION_OK, replace(&replaced, &map));
    struct token token = sign_at(&signer, &replaced, NOW);
    CHECK_BYTES(expected.text, expected.len, token.text, token.len);
  }
}

/* What `entries` hands out can be written back from a copy of the object: read, change one, write.
 */
static void the_base_may_be_a_copy_of_the_session(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  struct map map = one_of_each();
  CHECK_STATUS(CELLO_SESSION_OK, replace(&session, &map));
  struct token token = sign_at(&signer, &session, NOW);
  session = read_at(&signer, &token, NOW);

  cello_session copy = session;
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX];
  size_t count;
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_entries(&copy, entries, CELLO_SESSION_ENTRIES_MAX, &count));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_replace(&session, (const uint8_t *)&copy,
                                                       sizeof copy, entries, count));
  CHECK_UINT(0, describe_at(&signer, &session, NOW).changed); /* nothing was altered */
  for (size_t i = 0; i < count; i++) {
    if (entries[i].kind == CELLO_SESSION_KIND_INT) {
      entries[i].integer = 5;
    }
  }
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_replace(&session, (const uint8_t *)&copy,
                                                       sizeof copy, entries, count - 1));
  cello_session_info info = describe_at(&signer, &session, NOW);
  CHECK_UINT(1, info.changed);
  CHECK_UINT(count - 1, info.count);
  int64_t value = 0;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_int(&session, TEXT("int"), &value));
  CHECK_INT(5, value);
}

/* Each line spoils one thing about a good map; the session may not differ in a byte afterwards. */
#define CHECK_REFUSED(expected, spoil)                                                             \
  do {                                                                                             \
    struct map map = one_of_each();                                                                \
    cello_session_entry *text = &map.entries[0], *flag = &map.entries[1],                          \
                        *bytes = &map.entries[2], *json = &map.entries[3],                         \
                        *integer = &map.entries[4], *null = &map.entries[5];                       \
    (void)text, (void)flag, (void)bytes, (void)json, (void)integer, (void)null;                    \
    spoil;                                                                                         \
    cello_session session = before;                                                                \
    CHECK_STATUS((expected), replace(&session, &map));                                             \
    CHECK(same_object(&session, &before, sizeof session));                                         \
  } while (0)

static void one_bad_entry_refuses_the_whole(void) {
  cello_session_signer signer = signer_default();
  cello_session before = session_of_user(&signer, NOW);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->kind = 0);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->kind = 7);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->kind = -1);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->reserved = 1);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, flag->integer = 2);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, flag->integer = -1);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, flag->integer = 256);
  CHECK_REFUSED(CELLO_SESSION_KEY_LENGTH, json->key_len = 0);
  CHECK_REFUSED(CELLO_SESSION_KEY_LENGTH, map.base_len = 4000; json->key_len = 129);
  CHECK_REFUSED(CELLO_SESSION_KEY_ENCODING, map.base[json->key_offset] = 0xff);
  CHECK_REFUSED(CELLO_SESSION_VALUE_ENCODING, map.base[text->value_offset] = 0xff);
  CHECK_REFUSED(CELLO_SESSION_VALUE_ENCODING, map.base[json->value_offset] = 'x');
  CHECK_REFUSED(CELLO_SESSION_VALUE_ENCODING, json->value_len = 0);
  CHECK_REFUSED(CELLO_SESSION_FULL, map.base_len = 4000; bytes->value_len = 2891);
  CHECK_REFUSED(CELLO_SESSION_FULL, map.base_len = 4000; bytes->value_len = 2880);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->key_offset = text->key_offset); /* twice */
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, add(&map, 5, "text", "", 0, 0));
}

static void parts_beyond_the_base_are_refused(void) {
  cello_session_signer signer = signer_default();
  cello_session before = session_of_user(&signer, NOW);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, map.base_len--; null->key_len = 4);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->key_len++);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->key_offset++);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, null->key_offset = UINT32_MAX);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, text->value_offset = UINT32_MAX);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, text->value_len = UINT32_MAX);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, text->value_offset = UINT32_MAX - 4);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, text->key_len = UINT32_MAX);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, map.base_len = 0);
  CHECK_REFUSED(CELLO_SESSION_INVALID_ARGUMENT, text->value_offset = (uint32_t)map.base_len - 4);
}

/* For kinds without bytes the value's place is not looked at, for the others the integer is not. */
static void what_a_kind_does_not_have_is_ignored(void) {
  cello_session_signer signer = signer_default();
  cello_session plain = session_empty(&signer, NOW), odd = plain;
  struct map map = one_of_each();
  CHECK_STATUS(CELLO_SESSION_OK, replace(&plain, &map));
  for (size_t i = 0; i < map.count; i++) {
    int32_t kind = map.entries[i].kind;
    if (kind == CELLO_SESSION_KIND_TEXT || kind == CELLO_SESSION_KIND_BYTES ||
        kind == CELLO_SESSION_KIND_JSON || kind == CELLO_SESSION_KIND_NULL) {
      map.entries[i].integer = 77;
    }
    if (kind == CELLO_SESSION_KIND_INT || kind == CELLO_SESSION_KIND_BOOL ||
        kind == CELLO_SESSION_KIND_NULL) {
      map.entries[i].value_offset = UINT32_MAX;
      map.entries[i].value_len = UINT32_MAX;
    }
  }
  CHECK_STATUS(CELLO_SESSION_OK, replace(&odd, &map));
  struct token expected = sign_at(&signer, &plain, NOW), token = sign_at(&signer, &odd, NOW);
  CHECK_BYTES(expected.text, expected.len, token.text, token.len);
}

static void there_is_room_for_64_entries_and_2890_bytes(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  struct map map;
  memset(&map, 0, sizeof map);
  for (int i = 0; i < CELLO_SESSION_ENTRIES_MAX + 1; i++) {
    char key[3] = {(char)('z' - i / 8), (char)('a' + i % 8), 0};
    add(&map, CELLO_SESSION_KIND_INT, key, "", 0, i);
  }
  CHECK_STATUS(CELLO_SESSION_FULL, replace(&session, &map));
  map.count = CELLO_SESSION_ENTRIES_MAX;
  CHECK_STATUS(CELLO_SESSION_OK, replace(&session, &map));
  CHECK_UINT(64, describe_at(&signer, &session, NOW).count);
  cello_session_entry got[CELLO_SESSION_ENTRIES_MAX];
  size_t count = 0;
  CHECK_STATUS(CELLO_SESSION_BUFFER_TOO_SMALL, cello_session_entries(&session, got, 63, &count));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_entries(&session, got, 64, &count));
  CHECK_UINT(64, count);
  map.count = 0;
  CHECK_STATUS(CELLO_SESSION_OK, replace(&session, &map));
  CHECK_UINT(0, describe_at(&signer, &session, NOW).count);

  memset(&map, 0, sizeof map);
  cello_session_entry *text = add(&map, CELLO_SESSION_KIND_TEXT, "k", text_of(2890), 2890, 0);
  for (uint32_t len = 2884; len <= 2887; len++) { /* 2 bytes of key, 3 of head */
    text->value_len = len;
    CHECK_STATUS(len <= 2885 ? CELLO_SESSION_OK : CELLO_SESSION_FULL, replace(&session, &map));
  }
}

int main(void) {
  it_is_the_same_as_setting_each();
  the_base_may_be_a_copy_of_the_session();
  one_bad_entry_refuses_the_whole();
  parts_beyond_the_base_are_refused();
  what_a_kind_does_not_have_is_ignored();
  there_is_room_for_64_entries_and_2890_bytes();
  return check_report("test_replace");
}
