/* The rules for secrets: how long, how many, and each of them another. */
#include "fixture.h"

#include <string.h>

/* Expects the status from a signer made of this configuration; a refusal leaves the signer
 * untouched. */
static void expect(int line, cello_session_status expected, const cello_session_config *config) {
  cello_session_signer signer;
  paint(&signer, sizeof signer);
  cello_session_status status = cello_session_signer_init(&signer, config);
  check_status(__FILE__, line, "signer_init", expected, status);
  if (status != CELLO_SESSION_OK) {
    CHECK_PAINTED(signer);
  }
}

#define EXPECT(expected, config) expect(__LINE__, (expected), &(config))

static void secrets_have_32_to_1024_bytes(void) {
  static uint8_t secret[CELLO_SESSION_SECRET_LEN_MAX + 1];
  memset(secret, 's', sizeof secret);
  cello_session_config config = config_default();
  config.signing_secret = secret;
  const struct {
    size_t len;
    cello_session_status status;
  } cases[] = {{0, CELLO_SESSION_SECRET_LENGTH},
               {1, CELLO_SESSION_SECRET_LENGTH},
               {31, CELLO_SESSION_SECRET_LENGTH},
               {32, CELLO_SESSION_OK},
               {33, CELLO_SESSION_OK},
               {1023, CELLO_SESSION_OK},
               {1024, CELLO_SESSION_OK},
               {1025, CELLO_SESSION_SECRET_LENGTH},
               {SIZE_MAX, CELLO_SESSION_SECRET_LENGTH}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    config.signing_secret_len = cases[i].len;
    EXPECT(cases[i].status, config);
    cello_session_bytes accepted = {secret, cases[i].len};
    cello_session_config rotating = config_default();
    rotating.accepted_secrets = &accepted;
    rotating.accepted_secret_count = 1;
    EXPECT(cases[i].status, rotating);
  }
  config.signing_secret = NULL;
  config.signing_secret_len = 0;
  EXPECT(CELLO_SESSION_SECRET_LENGTH, config);
  config.signing_secret_len = 32;
  EXPECT(CELLO_SESSION_NULL_ARGUMENT, config);
}

static void up_to_seven_others_are_accepted(void) {
  static uint8_t secrets[CELLO_SESSION_ACCEPTED_SECRETS_MAX + 1][32];
  cello_session_bytes accepted[CELLO_SESSION_ACCEPTED_SECRETS_MAX + 1];
  for (size_t i = 0; i < CELLO_SESSION_ACCEPTED_SECRETS_MAX + 1; i++) {
    memset(secrets[i], (int)('a' + i), sizeof secrets[i]);
    accepted[i].data = secrets[i];
    accepted[i].len = sizeof secrets[i];
  }
  cello_session_config config = config_default();
  config.accepted_secrets = accepted;
  for (size_t count = 0; count <= CELLO_SESSION_ACCEPTED_SECRETS_MAX; count++) {
    config.accepted_secret_count = count;
    EXPECT(CELLO_SESSION_OK, config);
  }
  config.accepted_secret_count = CELLO_SESSION_ACCEPTED_SECRETS_MAX + 1;
  EXPECT(CELLO_SESSION_TOO_MANY_SECRETS, config);
  config.accepted_secret_count = SIZE_MAX;
  EXPECT(CELLO_SESSION_TOO_MANY_SECRETS, config);
  config.accepted_secret_count = SIZE_MAX / sizeof accepted[0] + 2;
  EXPECT(CELLO_SESSION_TOO_MANY_SECRETS, config);
  config.accepted_secrets = NULL;
  config.accepted_secret_count = 1;
  EXPECT(CELLO_SESSION_NULL_ARGUMENT, config);
  config.accepted_secret_count = 0;
  EXPECT(CELLO_SESSION_OK, config);
}

/* One bad secret among good ones, at each place. */
static void every_accepted_secret_is_checked(void) {
  static uint8_t secrets[CELLO_SESSION_ACCEPTED_SECRETS_MAX][32];
  cello_session_bytes accepted[CELLO_SESSION_ACCEPTED_SECRETS_MAX];
  cello_session_config config = config_default();
  config.accepted_secrets = accepted;
  config.accepted_secret_count = CELLO_SESSION_ACCEPTED_SECRETS_MAX;
  for (size_t bad = 0; bad < CELLO_SESSION_ACCEPTED_SECRETS_MAX; bad++) {
    for (size_t i = 0; i < CELLO_SESSION_ACCEPTED_SECRETS_MAX; i++) {
      memset(secrets[i], (int)('a' + i), sizeof secrets[i]);
      accepted[i].data = secrets[i];
      accepted[i].len = sizeof secrets[i];
    }
    accepted[bad].len = 31;
    EXPECT(CELLO_SESSION_SECRET_LENGTH, config);
    accepted[bad].len = 0;
    accepted[bad].data = NULL;
    EXPECT(CELLO_SESSION_SECRET_LENGTH, config);
    accepted[bad].len = 32;
    EXPECT(CELLO_SESSION_NULL_ARGUMENT, config);
    accepted[bad].data = SECRET_ONE;
    accepted[bad].len = SECRET_ONE_LEN;
    EXPECT(CELLO_SESSION_SECRET_DUPLICATE, config); /* the signing one again */
    accepted[bad].data = secrets[(bad + 1) % CELLO_SESSION_ACCEPTED_SECRETS_MAX];
    accepted[bad].len = 32;
    EXPECT(CELLO_SESSION_SECRET_DUPLICATE, config);
  }
}

/* HMAC pads a short key with zero bytes, so a secret used as one would equal the same secret with a
   NUL behind it. HKDF takes it as the message, where the two differ. */
static void a_secret_with_a_nul_behind_it_is_another(void) {
  uint8_t longer[SECRET_ONE_LEN + 1];
  memcpy(longer, SECRET_ONE, SECRET_ONE_LEN);
  longer[SECRET_ONE_LEN] = 0;
  cello_session_bytes accepted = {longer, sizeof longer};
  cello_session_config config = config_default();
  config.accepted_secrets = &accepted;
  config.accepted_secret_count = 1;
  EXPECT(CELLO_SESSION_OK, config);
}

int main(void) {
  secrets_have_32_to_1024_bytes();
  up_to_seven_others_are_accepted();
  every_accepted_secret_is_checked();
  a_secret_with_a_nul_behind_it_is_another();
  return check_report("test_secrets");
}
