/* Six kinds of values: each comes back as it was set, under its own kind only, before and after a
 * token. */
#include "fixture.h"

#include <string.h>

/* Asks for a key through every typed getter: the one of its kind answers OK, the others WRONG_KIND.
 */
static void only_getter_is(const cello_session *session, const char *key, int32_t kind) {
  size_t key_len = strlen(key);
  const char *text;
  const uint8_t *bytes;
  size_t len;
  int64_t integer;
  uint8_t flag;
  paint(&text, sizeof text);
  paint(&bytes, sizeof bytes);
  paint(&len, sizeof len);
  paint(&integer, sizeof integer);
  paint(&flag, sizeof flag);
#define EXPECTED(own) (kind == (own) ? CELLO_SESSION_OK : CELLO_SESSION_WRONG_KIND)
  check_case(key);
  if (kind != CELLO_SESSION_KIND_TEXT) {
    CHECK_STATUS(CELLO_SESSION_WRONG_KIND,
                 cello_session_get_text(session, key, key_len, &text, &len));
    CHECK_PAINTED(text);
    CHECK_PAINTED(len);
  }
  if (kind != CELLO_SESSION_KIND_JSON) {
    CHECK_STATUS(CELLO_SESSION_WRONG_KIND,
                 cello_session_get_json(session, key, key_len, &text, &len));
    CHECK_PAINTED(text);
    CHECK_PAINTED(len);
  }
  if (kind != CELLO_SESSION_KIND_BYTES) {
    CHECK_STATUS(CELLO_SESSION_WRONG_KIND,
                 cello_session_get_bytes(session, key, key_len, &bytes, &len));
    CHECK_PAINTED(bytes);
    CHECK_PAINTED(len);
  }
  CHECK_STATUS(EXPECTED(CELLO_SESSION_KIND_INT),
               cello_session_get_int(session, key, key_len, &integer));
  CHECK(kind == CELLO_SESSION_KIND_INT || is_painted(&integer, sizeof integer));
  CHECK_STATUS(EXPECTED(CELLO_SESSION_KIND_BOOL),
               cello_session_get_bool(session, key, key_len, &flag));
  CHECK(kind == CELLO_SESSION_KIND_BOOL || is_painted(&flag, sizeof flag));
  check_case(NULL);
#undef EXPECTED
}

static cello_session one_of_each(const cello_session_signer *signer) {
  cello_session session = session_empty(signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("text"), TEXT("alice")));
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_set_bytes(&session, TEXT("bytes"), (const uint8_t *)"\0\xff", 2));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, TEXT("int"), -5));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_bool(&session, TEXT("bool"), 1));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&session, TEXT("null")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_json(&session, TEXT("json"), TEXT("[1,2.5]")));
  return session;
}

static void each_kind_reads_back(const cello_session *session) {
  const char *text;
  const uint8_t *bytes;
  size_t len;
  int64_t integer;
  uint8_t flag;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(session, TEXT("text"), &text, &len));
  CHECK_TEXT("alice", text, len);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_bytes(session, TEXT("bytes"), &bytes, &len));
  CHECK_TEXT("\0\xff", bytes, len);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_int(session, TEXT("int"), &integer));
  CHECK_INT(-5, integer);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_bool(session, TEXT("bool"), &flag));
  CHECK_UINT(1, flag);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_json(session, TEXT("json"), &text, &len));
  CHECK_TEXT("[1,2.5]", text, len);
  only_getter_is(session, "text", CELLO_SESSION_KIND_TEXT);
  only_getter_is(session, "bytes", CELLO_SESSION_KIND_BYTES);
  only_getter_is(session, "int", CELLO_SESSION_KIND_INT);
  only_getter_is(session, "bool", CELLO_SESSION_KIND_BOOL);
  only_getter_is(session, "null", CELLO_SESSION_KIND_NULL);
  only_getter_is(session, "json", CELLO_SESSION_KIND_JSON);
}

static void kinds_survive_a_token(void) {
  cello_session_signer signer = signer_default();
  cello_session session = one_of_each(&signer);
  each_kind_reads_back(&session);
  struct token token = sign_at(&signer, &session, NOW);
  cello_session read = read_at(&signer, &token, NOW);
  each_kind_reads_back(&read);
}

/* Offsets are from the object itself, so an entry can be read out of any copy of it. */
static void check_entry(const cello_session *session, const cello_session_entry *entry,
                        const char *key, int32_t kind, const char *value, size_t value_len,
                        int64_t integer) {
  const uint8_t *base = (const uint8_t *)session;
  check_case(key);
  CHECK_INT(kind, entry->kind);
  CHECK(entry->key_offset + (uint64_t)entry->key_len <= sizeof *session);
  CHECK(entry->value_offset + (uint64_t)entry->value_len <= sizeof *session);
  CHECK_BYTES(key, strlen(key), base + entry->key_offset, entry->key_len);
  CHECK_BYTES(value, value_len, base + entry->value_offset, entry->value_len);
  CHECK_INT(integer, entry->integer);
  CHECK_UINT(0, entry->reserved);
  if (kind == CELLO_SESSION_KIND_INT || kind == CELLO_SESSION_KIND_BOOL ||
      kind == CELLO_SESSION_KIND_NULL) {
    CHECK_UINT(0, entry->value_offset);
    CHECK_UINT(0, entry->value_len);
  }
  check_case(NULL);
}

static void check_get(const cello_session *session, const char *key, int32_t kind,
                      const char *value, size_t value_len, int64_t integer) {
  cello_session_entry entry;
  paint(&entry, sizeof entry);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get(session, key, strlen(key), &entry));
  check_entry(session, &entry, key, kind, value, value_len, integer);
}

static void get_tells_kind_and_place(void) {
  cello_session_signer signer = signer_default();
  cello_session session = one_of_each(&signer);
  check_get(&session, "text", CELLO_SESSION_KIND_TEXT, "alice", 5, 0);
  check_get(&session, "bytes", CELLO_SESSION_KIND_BYTES, "\0\xff", 2, 0);
  check_get(&session, "int", CELLO_SESSION_KIND_INT, "", 0, -5);
  check_get(&session, "bool", CELLO_SESSION_KIND_BOOL, "", 0, 1);
  check_get(&session, "null", CELLO_SESSION_KIND_NULL, "", 0, 0);
  check_get(&session, "json", CELLO_SESSION_KIND_JSON, "[1,2.5]", 7, 0);
}

/* The canonical order: shorter keys first, keys of one length bytewise. */
static void entries_come_in_canonical_order(void) {
  cello_session_signer signer = signer_default();
  cello_session session = one_of_each(&signer);
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX];
  size_t count = 0;
  paint(entries, sizeof entries);
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_entries(&session, entries, CELLO_SESSION_ENTRIES_MAX, &count));
  CHECK_UINT(6, count);
  check_entry(&session, &entries[0], "int", CELLO_SESSION_KIND_INT, "", 0, -5);
  check_entry(&session, &entries[1], "bool", CELLO_SESSION_KIND_BOOL, "", 0, 1);
  check_entry(&session, &entries[2], "json", CELLO_SESSION_KIND_JSON, "[1,2.5]", 7, 0);
  check_entry(&session, &entries[3], "null", CELLO_SESSION_KIND_NULL, "", 0, 0);
  check_entry(&session, &entries[4], "text", CELLO_SESSION_KIND_TEXT, "alice", 5, 0);
  check_entry(&session, &entries[5], "bytes", CELLO_SESSION_KIND_BYTES, "\0\xff", 2, 0);
  CHECK(is_painted(&entries[6], sizeof entries - 6 * sizeof entries[0]));
}

/* A key that cannot be set is not there; asking for it is no mistake, since keys may come from
 * outside. */
static void what_is_not_there_is_not_found(void) {
  cello_session_signer signer = signer_default();
  cello_session session = one_of_each(&signer);
  const struct {
    const char *key;
    size_t len;
  } absent[] = {{"Text", 4},
                {"tex", 3},
                {"text\0", 5},
                {"texts", 5},
                {"", 0},
                {NULL, 0},
                {text_of(128), 128},
                {text_of(129), 129},
                {text_of(129), 65536},
                {"\xff", 1},
                {"\xed\xa0\x80", 3},
                {"a\xc0\x80", 3}};
  for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
    const char *key = absent[i].key;
    size_t key_len = absent[i].len;
    cello_session_entry entry;
    const char *text;
    const uint8_t *bytes;
    size_t len;
    int64_t integer;
    uint8_t flag;
    paint(&entry, sizeof entry);
    paint(&text, sizeof text);
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get(&session, key, key_len, &entry));
    CHECK_PAINTED(entry);
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND,
                 cello_session_get_text(&session, key, key_len, &text, &len));
    CHECK_PAINTED(text);
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND,
                 cello_session_get_json(&session, key, key_len, &text, &len));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND,
                 cello_session_get_bytes(&session, key, key_len, &bytes, &len));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get_int(&session, key, key_len, &integer));
    CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get_bool(&session, key, key_len, &flag));
  }
}

int main(void) {
  kinds_survive_a_token();
  get_tells_kind_and_place();
  entries_come_in_canonical_order();
  what_is_not_there_is_not_found();
  return check_report("test_kinds");
}
