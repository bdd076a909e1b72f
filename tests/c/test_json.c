/* What is JSON for this library: RFC 8259, at most 32 deep, and nothing that has a kind of its own.
 */
#include "fixture.h"

#include <string.h>

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

int main(void) {
  json_is_what_has_no_kind();
  json_is_nested_at_most_32_deep();
  return check_report("test_json");
}
