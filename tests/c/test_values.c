/* What a key and a value may be: lengths, UTF-8, JSON; and in which order the rules are asked. */
#include "fixture.h"

#include <stdio.h>
#include <string.h>

struct text_case {
  const char *data;
  size_t len;
};

#define CASE(literal) {"" literal "", sizeof("" literal "") - 1}

/* RFC 3629: no overlong form, no surrogate, nothing beyond U+10FFFF, nothing cut short. */
static const struct text_case MALFORMED[] = {CASE("\x80"),
                                             CASE("\xbf"),
                                             CASE("\xc0\x80"),
                                             CASE("\xc1\xbf"),
                                             CASE("\xc2"),
                                             CASE("\xc2\x41"),
                                             CASE("\xe0\x80\x80"),
                                             CASE("\xe0\x9f\xbf"),
                                             CASE("\xe1\x80"),
                                             CASE("\xed\xa0\x80"),
                                             CASE("\xed\xbf\xbf"),
                                             CASE("\xf0\x80\x80\x80"),
                                             CASE("\xf0\x8f\xbf\xbf"),
                                             CASE("\xf1\x80\x80"),
                                             CASE("\xf4\x90\x80\x80"),
                                             CASE("\xf5\x80\x80\x80"),
                                             CASE("\xff"),
                                             CASE("\xfe\xff"),
                                             CASE("good\xff"),
                                             CASE("\xffgood"),
                                             CASE("caf\xe9"),
                                             CASE("\xf8\x88\x80\x80\x80")};

/* NUL, a byte order mark and noncharacters are text like any other. */
static const struct text_case WELL_FORMED[] = {
    CASE("\0"),           CASE("\xc2\x80"),         CASE("\xdf\xbf"),         CASE("\xe0\xa0\x80"),
    CASE("\xed\x9f\xbf"), CASE("\xee\x80\x80"),     CASE("\xef\xbb\xbf"),     CASE("\xef\xbf\xbe"),
    CASE("\xef\xbf\xbf"), CASE("\xf0\x90\x80\x80"), CASE("\xf4\x8f\xbf\xbf"), CASE("a\0b"),
    CASE("\x01\x7f"),     CASE("e\xcc\x81")};

enum {
  MALFORMED_COUNT = sizeof MALFORMED / sizeof MALFORMED[0],
  WELL_FORMED_COUNT = sizeof WELL_FORMED / sizeof WELL_FORMED[0]
};

static void keys_are_text_of_1_to_128_bytes(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  const struct {
    size_t len;
    cello_session_status status;
  } cases[] = {
      {0, CELLO_SESSION_KEY_LENGTH},    {1, CELLO_SESSION_OK},   {2, CELLO_SESSION_OK},
      {127, CELLO_SESSION_OK},          {128, CELLO_SESSION_OK}, {129, CELLO_SESSION_KEY_LENGTH},
      {65536, CELLO_SESSION_KEY_LENGTH}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const char *key = text_of(cases[i].len);
    size_t len = cases[i].len;
    const uint8_t *bytes = (const uint8_t *)"b";
    CHECK_STATUS(cases[i].status, cello_session_set_text(&session, key, len, TEXT("v")));
    CHECK_STATUS(cases[i].status, cello_session_set_bytes(&session, key, len, bytes, 1));
    CHECK_STATUS(cases[i].status, cello_session_set_json(&session, key, len, TEXT("[]")));
    CHECK_STATUS(cases[i].status, cello_session_set_int(&session, key, len, 1));
    CHECK_STATUS(cases[i].status, cello_session_set_bool(&session, key, len, 1));
    CHECK_STATUS(cases[i].status, cello_session_set_null(&session, key, len));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(&session, key, len));
  }
  CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_null(&session, NULL, 0));
  CHECK_UINT(0, describe_at(&signer, &session, NOW).count);
}

static void keys_are_utf8(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  for (size_t i = 0; i < MALFORMED_COUNT; i++) {
    const char *key = MALFORMED[i].data;
    size_t len = MALFORMED[i].len;
    CHECK_STATUS(CELLO_SESSION_KEY_ENCODING, cello_session_set_text(&session, key, len, TEXT("v")));
    CHECK_STATUS(CELLO_SESSION_KEY_ENCODING, cello_session_set_int(&session, key, len, 1));
    CHECK_STATUS(CELLO_SESSION_KEY_ENCODING, cello_session_set_null(&session, key, len));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(&session, key, len));
  }
  CHECK_UINT(0, describe_at(&signer, &session, NOW).count);
  for (size_t i = 0; i < WELL_FORMED_COUNT; i++) {
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, WELL_FORMED[i].data,
                                                         WELL_FORMED[i].len, (int64_t)i));
  }
  struct token token = sign_at(&signer, &session, NOW);
  cello_session read = read_at(&signer, &token, NOW);
  for (size_t i = 0; i < WELL_FORMED_COUNT; i++) {
    int64_t value = -1;
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_get_int(&read, WELL_FORMED[i].data, WELL_FORMED[i].len, &value));
    CHECK_INT((int64_t)i, value);
  }
}

static void text_is_utf8_and_bytes_are_anything(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  for (size_t i = 0; i < MALFORMED_COUNT; i++) {
    const char *data = MALFORMED[i].data;
    size_t len = MALFORMED[i].len;
    CHECK_STATUS(CELLO_SESSION_VALUE_ENCODING,
                 cello_session_set_text(&session, TEXT("k"), data, len));
    CHECK_STATUS(CELLO_SESSION_VALUE_ENCODING,
                 cello_session_set_json(&session, TEXT("k"), data, len));
    CHECK_UINT(0, describe_at(&signer, &session, NOW).count);
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_set_bytes(&session, TEXT("k"), (const uint8_t *)data, len));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&session));
  }
  for (size_t i = 0; i < WELL_FORMED_COUNT; i++) {
    const char *value;
    size_t len;
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("k"), WELL_FORMED[i].data,
                                                          WELL_FORMED[i].len));
    struct token token = sign_at(&signer, &session, NOW);
    cello_session read = read_at(&signer, &token, NOW);
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(&read, TEXT("k"), &value, &len));
    CHECK_BYTES(WELL_FORMED[i].data, WELL_FORMED[i].len, value, len);
  }
}

static void empty_values_are_values(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  const char *text;
  const uint8_t *bytes;
  size_t len;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("t"), NULL, 0));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_bytes(&session, TEXT("b"), NULL, 0));
  CHECK_STATUS(CELLO_SESSION_VALUE_ENCODING, cello_session_set_json(&session, TEXT("j"), NULL, 0));
  struct token token = sign_at(&signer, &session, NOW);
  cello_session read = read_at(&signer, &token, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(&read, TEXT("t"), &text, &len));
  CHECK(text != NULL);
  CHECK_UINT(0, len);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_bytes(&read, TEXT("b"), &bytes, &len));
  CHECK(bytes != NULL);
  CHECK_UINT(0, len);
}

/* JSON holds what has no kind of its own, so that no value has two kinds. */
static void json_is_what_has_no_kind(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  const char *allowed[] = {"[]",
                           "{}",
                           "[1,2.5]",
                           "{\"a\":[null,true,false,\"x\"]}",
                           "1.5",
                           "1.0",
                           "1e0",
                           "-0.0",
                           "1E+2",
                           "9223372036854775808",
                           "-9223372036854775809",
                           " [ ] ",
                           "\t{}\r\n",
                           "[\"\\ud83d\\ude00\"]",
                           "{\"a\":1,\"a\":2}",
                           "[1e400]",
                           "123456789012345678901234567890"};
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
    check_case(allowed[i]);
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_set_json(&session, TEXT("j"), allowed[i], strlen(allowed[i])));
    struct token token = sign_at(&signer, &session, NOW);
    cello_session read = read_at(&signer, &token, NOW);
    const char *value;
    size_t len;
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_json(&read, TEXT("j"), &value, &len));
    CHECK_BYTES(allowed[i], strlen(allowed[i]), value, len);
  }
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&session));
  const char *refused[] = {"",
                           " ",
                           "1",
                           "0",
                           "-1",
                           "9223372036854775807",
                           "-9223372036854775808",
                           "true",
                           "null",
                           "false",
                           "\"text\"",
                           "[",
                           "]",
                           "[1,]",
                           "[,1]",
                           "{\"a\"}",
                           "{a:1}",
                           "[01]",
                           "[1.]",
                           "[.5]",
                           "[+1]",
                           "[\"\\ud800\"]",
                           "[\"\\udc00\"]",
                           "[\"\\x\"]",
                           "['a']",
                           "[NaN]",
                           "[1] [2]",
                           "[\"\t\"]",
                           "\xef\xbb\xbf[]",
                           "[tru]",
                           "-",
                           "1.5 x",
                           "//\n[]"};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    check_case(refused[i]);
    CHECK_STATUS(CELLO_SESSION_VALUE_ENCODING,
                 cello_session_set_json(&session, TEXT("j"), refused[i], strlen(refused[i])));
  }
  check_case(NULL);
  CHECK_STATUS(CELLO_SESSION_VALUE_ENCODING,
               cello_session_set_json(&session, TEXT("j"), TEXT("[]\0")));
  CHECK_UINT(0, describe_at(&signer, &session, NOW).count);
}

static void json_is_nested_at_most_32_deep(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  for (size_t depth = 31; depth <= 33; depth++) {
    char arrays[66], objects[33 * 6];
    size_t len = 0;
    memset(arrays, '[', depth);
    memset(arrays + depth, ']', depth);
    for (size_t i = 0; i + 1 < depth; i++, len += 5) {
      memcpy(objects + len, "{\"a\":", 5);
    }
    objects[len++] = '{';
    memset(objects + len, '}', depth);
    len += depth;
    cello_session_status expected = depth <= 32 ? CELLO_SESSION_OK : CELLO_SESSION_VALUE_ENCODING;
    CHECK_STATUS(expected, cello_session_set_json(&session, TEXT("a"), arrays, 2 * depth));
    CHECK_STATUS(expected, cello_session_set_json(&session, TEXT("o"), objects, len));
  }
}

/* KEY_LENGTH, KEY_ENCODING, VALUE_ENCODING, FULL: the first rule that is broken answers. */
static void rules_are_asked_in_order(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  char long_bad_key[129];
  memset(long_bad_key, 0xff, sizeof long_bad_key);
  const char *huge = text_of(5000);
  CHECK_STATUS(CELLO_SESSION_KEY_LENGTH,
               cello_session_set_text(&session, long_bad_key, sizeof long_bad_key, "\xff", 1));
  CHECK_STATUS(CELLO_SESSION_KEY_ENCODING, cello_session_set_text(&session, "\xff", 1, "\xff", 1));
  CHECK_STATUS(CELLO_SESSION_KEY_LENGTH, cello_session_set_text(&session, "", 0, huge, 5000));
  CHECK_STATUS(CELLO_SESSION_KEY_ENCODING, cello_session_set_text(&session, "\xff", 1, huge, 5000));
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_text(&session, TEXT("k"), huge, 2891));
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_json(&session, TEXT("k"), huge, 2891));
  CHECK_STATUS(CELLO_SESSION_VALUE_ENCODING,
               cello_session_set_json(&session, TEXT("k"), huge, 2890));
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&session, CELLO_SESSION_ENTRIES_LEN_MAX));
  CHECK_STATUS(CELLO_SESSION_VALUE_ENCODING,
               cello_session_set_text(&session, TEXT("n"), "\xff", 1));
  CHECK_STATUS(CELLO_SESSION_KEY_ENCODING, cello_session_set_text(&session, "\xff", 1, "\xff", 1));
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_text(&session, TEXT("n"), "", 0));
}

int main(void) {
  keys_are_text_of_1_to_128_bytes();
  keys_are_utf8();
  text_is_utf8_and_bytes_are_anything();
  empty_values_are_values();
  json_is_what_has_no_kind();
  json_is_nested_at_most_32_deep();
  rules_are_asked_in_order();
  return check_report("test_values");
}
