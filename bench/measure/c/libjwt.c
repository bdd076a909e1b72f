/* libjwt as its documentation tells: grants added to a token that is encoded, and read from one
 * that is decoded. */
#include <jwt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct grant {
  const char *key;
  const char *value;
};

static char *sign(const unsigned char *secret, int secret_len, long expires_at,
                  const struct grant *grants, size_t count) {
  jwt_t *jwt = NULL;
  char *token = NULL;
  int failed = jwt_new(&jwt) || jwt_add_grant_int(jwt, "exp", expires_at);
  for (size_t i = 0; i < count && !failed; i++)
    failed = jwt_add_grant(jwt, grants[i].key, grants[i].value);
  if (!failed && !jwt_set_alg(jwt, JWT_ALG_HS256, secret, secret_len))
    token = jwt_encode_str(jwt);
  jwt_free(jwt);
  return token;
}

/* A token of these grants, for libjwt_verify; NULL on failure. */
char *libjwt_token(const unsigned char *secret, int secret_len, long expires_at,
                   const struct grant *grants, size_t count) {
  return sign(secret, secret_len, expires_at, grants, count);
}

uint64_t libjwt_sign(const unsigned char *secret, int secret_len, long expires_at,
                     const struct grant *grants, size_t count, uint64_t times) {
  uint64_t failures = 0;
  for (uint64_t i = 0; i < times; i++) {
    char *token = sign(secret, secret_len, expires_at, grants, count);
    failures += token == NULL;
    free(token);
  }
  return failures;
}

/* Decodes and checks signature, algorithm and expiry, and looks at each grant. */
uint64_t libjwt_verify(const unsigned char *secret, int secret_len, long now, const char *token,
                       const struct grant *grants, size_t count, uint64_t times) {
  uint64_t failures = 0;
  for (uint64_t i = 0; i < times; i++) {
    jwt_t *jwt = NULL;
    int failed = jwt_decode(&jwt, token, secret, secret_len) || jwt_get_alg(jwt) != JWT_ALG_HS256 ||
                 jwt_get_grant_int(jwt, "exp") <= now;
    for (size_t j = 0; j < count && !failed; j++)
      failed = jwt_get_grant(jwt, grants[j].key) == NULL;
    failures += failed;
    jwt_free(jwt);
  }
  return failures;
}
