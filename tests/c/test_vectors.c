/* Every case of the vectors, through the C ABI: `test_vectors tests/vectors/v1.json`. */
#include "vector_case.h"

#include <string.h>

static uint64_t now_of(const json_t *test) {
  return number_of(test, "now");
}

static cello_session_signer signer_of_good_case(const json_t *test) {
  cello_session_signer signer;
  paint(&signer, sizeof signer);
  CHECK_STATUS(CELLO_SESSION_OK, signer_of_case(test, &signer));
  return signer;
}

/* The key id stands in clear in every token: the four bytes from the ninth on. */
static void check_key_id(const json_t *expect, const char *token) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  unsigned char start[12];
  for (size_t i = 0; i < 4; i++) {
    uint32_t group = 0;
    for (size_t j = 0; j < 4; j++) {
      const char *letter = strchr(alphabet, token[4 * i + j]);
      group = group << 6 | (uint32_t)(letter != NULL ? letter - alphabet : 0);
    }
    start[3 * i] = (unsigned char)(group >> 16);
    start[3 * i + 1] = (unsigned char)(group >> 8);
    start[3 * i + 2] = (unsigned char)group;
  }
  struct bytes kid = hex_of(json_object_get(expect, "kid"));
  CHECK_BYTES(kid.data, kid.len, start + 8, 4);
}

/* Of a given session there is one encoding: what was read, and what is begun and filled anew, sign
 * to the same. */
static void check_signed_again(const json_t *expect, const struct bytes *token,
                               const cello_session_signer *signer, const cello_session *session) {
  const uint64_t issued_at = number_of(expect, "issued_at");
  struct token again = sign_at(signer, session, issued_at);
  CHECK_BYTES(token->data, token->len, again.text, again.len);
  cello_session begun;
  struct bytes id = hex_of(json_object_get(expect, "id"));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_begin(signer, (const uint8_t *)id.data,
                                                     number_of(expect, "began_at"), &begun));
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_set_lifetime(&begun, number_of(expect, "expires_at") - issued_at));
  set_entries(&begun, json_object_get(expect, "entries"));
  again = sign_at(signer, &begun, issued_at);
  CHECK_BYTES(token->data, token->len, again.text, again.len);
}

static void check_accept(const json_t *test) {
  static char header[CELLO_SESSION_COOKIE_NAME_LEN_MAX + 1 + CELLO_SESSION_TOKEN_LEN_MAX];
  const json_t *expect = json_object_get(test, "expect");
  cello_session_signer signer = signer_of_good_case(test);
  struct bytes token = bytes_of(test, "token");
  cello_session session;
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_verify(&signer, token.data, token.len, now_of(test), &session));
  check_session(expect, &signer, &session, now_of(test));
  check_key_id(expect, token.data);

  struct bytes name = bytes_of(json_object_get(test, "config"), "cookie_name");
  memcpy(header, name.data, name.len);
  header[name.len] = '=';
  memcpy(header + name.len + 1, token.data, token.len);
  CHECK_STATUS(
      CELLO_SESSION_OK,
      cello_session_cookie_read(&signer, header, name.len + 1 + token.len, now_of(test), &session));
  check_session(expect, &signer, &session, now_of(test));
  if (json_is_true(json_object_get(test, "resign"))) {
    check_signed_again(expect, &token, &signer, &session);
  }
}

static void check_must_fail(const json_t *test) {
  cello_session_signer signer = signer_of_good_case(test);
  struct bytes token = bytes_of(test, "token");
  cello_session session = session_of_user(&signer, NOW);
  cello_session_info info;
  CHECK_STATUS(status_of(test),
               cello_session_verify(&signer, token.data, token.len, now_of(test), &session));
  CHECK_STATUS(CELLO_SESSION_NOT_INITIALISED,
               cello_session_describe(&signer, &session, NOW, &info, sizeof info));
}

static void check_cookie_header(const json_t *test) {
  cello_session_signer signer = signer_of_good_case(test);
  struct bytes header = bytes_of(test, "cookie_header");
  cello_session session = session_of_user(&signer, NOW);
  cello_session_info info;
  CHECK_STATUS(status_of(test),
               cello_session_cookie_read(&signer, header.data, header.len, now_of(test), &session));
  if (status_of(test) == CELLO_SESSION_OK) {
    check_session(json_object_get(test, "expect"), &signer, &session, now_of(test));
  } else {
    CHECK_STATUS(CELLO_SESSION_NOT_INITIALISED,
                 cello_session_describe(&signer, &session, NOW, &info, sizeof info));
  }
}

static void check_set_cookie(const json_t *test) {
  cello_session_signer signer = signer_of_good_case(test);
  struct bytes expected = bytes_of(test, "line");
  struct line line;
  if (json_is_true(json_object_get(test, "deletion"))) {
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_write_deletion(
                                       &signer, line.text, sizeof line.text, &line.len));
  } else {
    const json_t *from = json_object_get(test, "session");
    struct bytes id = hex_of(json_object_get(from, "id"));
    cello_session session;
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_begin(&signer, (const uint8_t *)id.data,
                                                       number_of(from, "began_at"), &session));
    if (json_is_integer(json_object_get(from, "lifetime_s"))) {
      CHECK_STATUS(CELLO_SESSION_OK,
                   cello_session_set_lifetime(&session, number_of(from, "lifetime_s")));
    }
    set_entries(&session, json_object_get(from, "entries"));
    line = write_at(&signer, &session, now_of(test));
    CHECK_UINT(line.len, describe_at(&signer, &session, now_of(test)).cookie_line_len);
  }
  CHECK_BYTES(expected.data, expected.len, line.text, line.len);
}

static void check_configuration(const json_t *test) {
  cello_session_signer signer;
  paint(&signer, sizeof signer);
  CHECK_STATUS(status_of(test), signer_of_case(test, &signer));
  CHECK(status_of(test) == CELLO_SESSION_OK || is_painted(&signer, sizeof signer));
}

static void check_all(const json_t *vectors, const char *group, size_t least,
                      void (*check)(const json_t *)) {
  const json_t *cases = json_object_get(vectors, group);
  CHECK(json_array_size(cases) >= least);
  for (size_t i = 0; i < json_array_size(cases); i++) {
    const json_t *test = json_array_get(cases, i);
    check_case(json_string_value(json_object_get(test, "name")));
    check(test);
  }
  check_case(NULL);
}

int main(int argc, char **argv) {
  json_error_t error = {0};
  json_t *vectors = argc == 2 ? json_load_file(argv[1], JSON_ALLOW_NUL, &error) : NULL;
  if (vectors == NULL) {
    printf("usage: test_vectors FILE %s\n", error.text);
    return 2;
  }
  check_all(vectors, "accept", 40, check_accept);
  check_all(vectors, "must_fail", 80, check_must_fail);
  check_all(vectors, "cookie_header", 1, check_cookie_header);
  check_all(vectors, "set_cookie", 1, check_set_cookie);
  check_all(vectors, "configuration", 1, check_configuration);
  json_decref(vectors);
  return check_report("test_vectors");
}
