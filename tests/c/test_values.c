/* What a key and a value may be: lengths, UTF-8, edges of integers; and in which order the rules
 * are asked. */
#include "fixture.h"

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

static void integers_keep_all_64_bits(void) {
  cello_session_signer signer = signer_default();
  const int64_t values[] = {0,
                            1,
                            -1,
                            23,
                            24,
                            -24,
                            -25,
                            255,
                            256,
                            -256,
                            -257,
                            65535,
                            65536,
                            -65537,
                            INT32_MAX,
                            INT32_MIN,
                            UINT32_MAX,
                            INT64_C(4294967296),
                            INT64_C(-4294967297),
                            INT64_C(9007199254740993),
                            INT64_MAX,
                            INT64_MIN};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    cello_session session = session_empty(&signer, NOW);
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, TEXT("n"), values[i]));
    struct token token = sign_at(&signer, &session, NOW);
    cello_session read = read_at(&signer, &token, NOW);
    int64_t value = 0;
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_int(&read, TEXT("n"), &value));
    CHECK_INT(values[i], value);
  }
}

static void flags_are_0_or_1(void) {
  cello_session_signer signer = signer_default();
  for (int value = 0; value <= 255; value++) {
    cello_session session = session_empty(&signer, NOW);
    CHECK_STATUS(value <= 1 ? CELLO_SESSION_OK : CELLO_SESSION_INVALID_ARGUMENT,
                 cello_session_set_bool(&session, TEXT("b"), (uint8_t)value));
    uint8_t read = 2;
    CHECK_STATUS(value <= 1 ? CELLO_SESSION_OK : CELLO_SESSION_NOT_FOUND,
                 cello_session_get_bool(&session, TEXT("b"), &read));
    CHECK_UINT(value <= 1 ? (uint64_t)value : 2, read);
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
  integers_keep_all_64_bits();
  flags_are_0_or_1();
  rules_are_asked_in_order();
  return check_report("test_values");
}
