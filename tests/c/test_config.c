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
  flags_are_0_or_1();
  times_have_their_bounds();
  same_site_has_three_values();
  return check_report("test_config");
}
