/* Every rule of the configuration answers with its own status, and each bound holds at n-1, n and
 * n+1. */
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

static void defaults_are_those_of_the_documents(void) {
  cello_session_config config;
  paint(&config, sizeof config);
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION));
  CHECK_UINT(sizeof config, config.struct_size);
  CHECK_UINT(CELLO_SESSION_ABI_VERSION, config.abi_version);
  CHECK_INT(CELLO_SESSION_SAME_SITE_LAX, config.same_site);
  CHECK(config.signing_secret == NULL);
  CHECK_UINT(0, config.signing_secret_len);
  CHECK(config.accepted_secrets == NULL);
  CHECK_UINT(0, config.accepted_secret_count);
  CHECK_TEXT("session_id", config.cookie_name, config.cookie_name_len);
  CHECK_TEXT("/", config.path, config.path_len);
  CHECK(config.domain == NULL);
  CHECK_UINT(0, config.domain_len);
  CHECK_UINT(86400, config.max_age_s);
  CHECK_UINT(0, config.longest_max_age_s);
  CHECK_UINT(0, config.absolute_max_age_s);
  CHECK_UINT(1, config.http_only);
  CHECK_UINT(1, config.secure);
  CHECK_UINT(0, config.partitioned);
  CHECK_UINT(1, config.persistent);
  CHECK_BYTES("\0\0\0\0", 4, config.reserved, sizeof config.reserved);
  EXPECT(CELLO_SESSION_SECRET_LENGTH, config); /* the secret has no default */
}

static void versions_are_checked_twice(void) {
  cello_session_config config;
  const size_t sizes[] = {
      0, 1, sizeof config - 8, sizeof config - 1, sizeof config + 1, sizeof config + 8, SIZE_MAX};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    paint(&config, sizeof config);
    CHECK_STATUS(CELLO_SESSION_ABI_MISMATCH,
                 cello_session_config_init(&config, sizes[i], CELLO_SESSION_ABI_VERSION));
    CHECK_PAINTED(config);
    config = config_default();
    config.struct_size = sizes[i];
    EXPECT(CELLO_SESSION_ABI_MISMATCH, config);
  }
  const uint32_t versions[] = {0, CELLO_SESSION_ABI_VERSION + 1, UINT32_MAX};
  for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
    paint(&config, sizeof config);
    CHECK_STATUS(CELLO_SESSION_ABI_MISMATCH,
                 cello_session_config_init(&config, sizeof config, versions[i]));
    CHECK_PAINTED(config);
    config = config_default();
    config.abi_version = versions[i];
    EXPECT(CELLO_SESSION_ABI_MISMATCH, config);
  }
  memset(&config, 0, sizeof config);
  EXPECT(CELLO_SESSION_ABI_MISMATCH, config); /* never given to config_init */
}

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

static void flags_are_0_or_1(void) {
  for (int value = 0; value <= 255; value++) {
    for (int which = 0; which < 4; which++) {
      cello_session_config config = config_default();
      uint8_t *flags[] = {&config.http_only, &config.secure, &config.partitioned,
                          &config.persistent};
      *flags[which] = (uint8_t)value;
      EXPECT(value <= 1 ? CELLO_SESSION_OK : CELLO_SESSION_INVALID_ARGUMENT, config);
    }
  }
  for (int i = 0; i < 4; i++) {
    cello_session_config config = config_default();
    config.reserved[i] = 1;
    EXPECT(CELLO_SESSION_INVALID_ARGUMENT, config);
  }
}

static void times_have_their_bounds(void) {
  const struct {
    uint64_t max_age_s, longest_max_age_s, absolute_max_age_s;
    cello_session_status status;
  } cases[] = {
      {0, 0, 0, CELLO_SESSION_MAX_AGE},
      {1, 0, 0, CELLO_SESSION_OK},
      {34559999, 0, 0, CELLO_SESSION_OK},
      {34560000, 0, 0, CELLO_SESSION_OK},
      {34560001, 0, 0, CELLO_SESSION_MAX_AGE},
      {UINT64_MAX, 0, 0, CELLO_SESSION_MAX_AGE},
      {600, 1, 0, CELLO_SESSION_LONGEST_MAX_AGE},
      {600, 599, 0, CELLO_SESSION_LONGEST_MAX_AGE},
      {600, 600, 0, CELLO_SESSION_OK},
      {600, 601, 0, CELLO_SESSION_OK},
      {600, 34560000, 0, CELLO_SESSION_OK},
      {600, 34560001, 0, CELLO_SESSION_LONGEST_MAX_AGE},
      {600, UINT64_MAX, 0, CELLO_SESSION_LONGEST_MAX_AGE},
      {600, 0, 1, CELLO_SESSION_ABSOLUTE_MAX_AGE},
      {600, 0, 599, CELLO_SESSION_ABSOLUTE_MAX_AGE},
      {600, 0, 600, CELLO_SESSION_OK},
      {600, 0, 601, CELLO_SESSION_OK},
      {600, 3600, 600, CELLO_SESSION_OK},
      {600, 0, UINT64_MAX, CELLO_SESSION_OK},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cello_session_config config = config_default();
    config.max_age_s = cases[i].max_age_s;
    config.longest_max_age_s = cases[i].longest_max_age_s;
    config.absolute_max_age_s = cases[i].absolute_max_age_s;
    EXPECT(cases[i].status, config);
  }
}

static void same_site_has_three_values(void) {
  cello_session_config config = config_default();
  const int32_t wrong[] = {INT32_MIN, -1, 0, 4, 256 + 1, INT32_MAX};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    config.same_site = wrong[i];
    EXPECT(CELLO_SESSION_SAME_SITE_VALUE, config);
  }
  for (int32_t right = CELLO_SESSION_SAME_SITE_LAX; right <= CELLO_SESSION_SAME_SITE_NONE;
       right++) {
    config.same_site = right;
    config.secure = 1;
    EXPECT(CELLO_SESSION_OK, config);
    config.secure = 0;
    EXPECT(right == CELLO_SESSION_SAME_SITE_NONE ? CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE
                                                 : CELLO_SESSION_OK,
           config);
  }
}

int main(void) {
  defaults_are_those_of_the_documents();
  versions_are_checked_twice();
  secrets_have_32_to_1024_bytes();
  up_to_seven_others_are_accepted();
  every_accepted_secret_is_checked();
  a_secret_with_a_nul_behind_it_is_another();
  flags_are_0_or_1();
  times_have_their_bounds();
  same_site_has_three_values();
  return check_report("test_config");
}
