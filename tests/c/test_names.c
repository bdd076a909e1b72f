/* What the header says in macros is what the library says when it is asked: versions, sizes,
 * bounds, statuses. */
#include "check.h"

#include <string.h>

#define STATUS(macro, number, name) {CELLO_SESSION_##macro, (number), (name)}

static const struct {
  cello_session_status macro, number;
  const char *name;
} STATUSES[] = {
    STATUS(OK, 0, "ok"),
    STATUS(NULL_ARGUMENT, -1, "null_argument"),
    STATUS(NOT_INITIALISED, -2, "not_initialised"),
    STATUS(ABI_MISMATCH, -3, "abi_mismatch"),
    STATUS(INVALID_ARGUMENT, -4, "invalid_argument"),
    STATUS(BUFFER_TOO_SMALL, -5, "buffer_too_small"),
    STATUS(SECRET_LENGTH, -20, "secret_length"),
    STATUS(SECRET_DUPLICATE, -21, "secret_duplicate"),
    STATUS(TOO_MANY_SECRETS, -22, "too_many_secrets"),
    STATUS(COOKIE_NAME, -23, "cookie_name"),
    STATUS(COOKIE_PATH, -24, "cookie_path"),
    STATUS(COOKIE_DOMAIN, -25, "cookie_domain"),
    STATUS(SAME_SITE_VALUE, -26, "same_site_value"),
    STATUS(SAME_SITE_NONE_NEEDS_SECURE, -27, "same_site_none_needs_secure"),
    STATUS(PARTITIONED_NEEDS_SECURE, -28, "partitioned_needs_secure"),
    STATUS(HOST_PREFIX, -29, "host_prefix"),
    STATUS(SECURE_PREFIX, -30, "secure_prefix"),
    STATUS(MAX_AGE, -31, "max_age"),
    STATUS(LONGEST_MAX_AGE, -32, "longest_max_age"),
    STATUS(ABSOLUTE_MAX_AGE, -33, "absolute_max_age"),
    STATUS(KEY_LENGTH, -50, "key_length"),
    STATUS(KEY_ENCODING, -51, "key_encoding"),
    STATUS(VALUE_ENCODING, -52, "value_encoding"),
    STATUS(FULL, -53, "full"),
    STATUS(NOT_FOUND, -54, "not_found"),
    STATUS(WRONG_KIND, -55, "wrong_kind"),
    STATUS(TIME_RANGE, -56, "time_range"),
    STATUS(TOO_LARGE, -70, "too_large"),
    STATUS(EXPIRED, -100, "expired"),
    STATUS(NOT_YET_VALID, -101, "not_yet_valid"),
    STATUS(REJECTED, -102, "rejected"),
    STATUS(MISSING, -103, "missing"),
};

enum { STATUS_COUNT = sizeof STATUSES / sizeof STATUSES[0] };

static int is_known(cello_session_status status) {
  for (size_t i = 0; i < STATUS_COUNT; i++) {
    if (STATUSES[i].number == status) {
      return 1;
    }
  }
  return 0;
}

static void statuses_keep_their_numbers_and_names(void) {
  for (size_t i = 0; i < STATUS_COUNT; i++) {
    const char *name = cello_session_status_name(STATUSES[i].macro);
    const char *message = cello_session_status_message(STATUSES[i].macro);
    CHECK_INT(STATUSES[i].number, STATUSES[i].macro);
    CHECK_BYTES(STATUSES[i].name, strlen(STATUSES[i].name), name, strlen(name));
    CHECK(strlen(message) > 0);
    for (size_t j = 0; j < i; j++) {
      CHECK(strcmp(message, cello_session_status_message(STATUSES[j].macro)) != 0);
    }
  }
}

static void check_unknown(cello_session_status status) {
  const char *name = cello_session_status_name(status);
  const char *message = cello_session_status_message(status);
  CHECK(name != NULL && strcmp(name, "unknown") == 0);
  CHECK(message != NULL && strlen(message) > 0);
}

static void unknown_numbers_have_a_name_too(void) {
  for (cello_session_status status = -300; status <= 300; status++) {
    if (!is_known(status)) {
      check_unknown(status);
    }
  }
  check_unknown(INT32_MIN);
  check_unknown(INT32_MAX);
}

/* An event from outside that tells more has the greater number: callers may compare. */
static void more_telling_is_greater(void) {
  CHECK(CELLO_SESSION_EXPIRED > CELLO_SESSION_NOT_YET_VALID);
  CHECK(CELLO_SESSION_NOT_YET_VALID > CELLO_SESSION_REJECTED);
  CHECK(CELLO_SESSION_REJECTED > CELLO_SESSION_MISSING);
}

static void versions_agree(void) {
  CHECK(strcmp(cello_session_version(), CELLO_SESSION_VERSION) == 0);
  CHECK_UINT(CELLO_SESSION_ABI_VERSION, cello_session_abi_version());
  CHECK_UINT(1, cello_session_abi_version());
}

static void sizes_agree(void) {
  CHECK_UINT(sizeof(cello_session_signer), cello_session_signer_size());
  CHECK_UINT(sizeof(cello_session), cello_session_session_size());
  CHECK_UINT(sizeof(cello_session_config), cello_session_config_size());
  CHECK_UINT(sizeof(cello_session_entry), cello_session_entry_size());
  CHECK_UINT(sizeof(cello_session_info), cello_session_info_size());
  CHECK_UINT(sizeof(cello_session_signer), CELLO_SESSION_SIGNER_SIZE);
  CHECK_UINT(sizeof(cello_session), CELLO_SESSION_SESSION_SIZE);
  CHECK_UINT(sizeof(cello_session_config), CELLO_SESSION_CONFIG_SIZE);
  CHECK_UINT(sizeof(cello_session_entry), CELLO_SESSION_ENTRY_SIZE);
  CHECK_UINT(sizeof(cello_session_info), CELLO_SESSION_INFO_SIZE);
  CHECK_UINT(32, sizeof(cello_session_entry));
}

#define CHECK_BOUND(number, macro, function)                                                       \
  do {                                                                                             \
    CHECK_UINT((number), (macro));                                                                 \
    CHECK_UINT((number), (function));                                                              \
  } while (0)

static void bounds_agree(void) {
  CHECK_BOUND(16, CELLO_SESSION_ID_LEN, cello_session_id_len());
  CHECK_BOUND(32, CELLO_SESSION_SECRET_LEN_MIN, cello_session_secret_len_min());
  CHECK_BOUND(1024, CELLO_SESSION_SECRET_LEN_MAX, cello_session_secret_len_max());
  CHECK_BOUND(7, CELLO_SESSION_ACCEPTED_SECRETS_MAX, cello_session_accepted_secrets_max());
  CHECK_BOUND(64, CELLO_SESSION_COOKIE_NAME_LEN_MAX, cello_session_cookie_name_len_max());
  CHECK_BOUND(255, CELLO_SESSION_PATH_LEN_MAX, cello_session_path_len_max());
  CHECK_BOUND(253, CELLO_SESSION_DOMAIN_LEN_MAX, cello_session_domain_len_max());
  CHECK_BOUND(128, CELLO_SESSION_KEY_LEN_MAX, cello_session_key_len_max());
  CHECK_BOUND(64, CELLO_SESSION_ENTRIES_MAX, cello_session_entries_max());
  CHECK_BOUND(2890, CELLO_SESSION_ENTRIES_LEN_MAX, cello_session_entries_len_max());
  CHECK_BOUND(4000, CELLO_SESSION_TOKEN_LEN_MAX, cello_session_token_len_max());
  CHECK_BOUND(4096, CELLO_SESSION_COOKIE_LINE_LEN_MAX, cello_session_cookie_line_len_max());
  CHECK_BOUND(65536, CELLO_SESSION_COOKIE_HEADER_LEN_MAX, cello_session_cookie_header_len_max());
  CHECK_BOUND(34560000, CELLO_SESSION_MAX_AGE_S_MAX, cello_session_max_age_s_max());
  CHECK_BOUND(60, CELLO_SESSION_LEEWAY_S, cello_session_leeway_s());
  CHECK_BOUND(UINT64_C(253402300799), CELLO_SESSION_UNIX_S_MAX, cello_session_unix_s_max());
}

/* The layout that bindings write down by hand: no padding anywhere, everything 8-aligned. */
static void layouts_are_as_documented(void) {
  CHECK_UINT(0, sizeof(cello_session_signer) % 8);
  CHECK_UINT(0, sizeof(cello_session) % 8);
  CHECK_UINT(0, offsetof(cello_session_entry, kind));
  CHECK_UINT(4, offsetof(cello_session_entry, key_offset));
  CHECK_UINT(8, offsetof(cello_session_entry, key_len));
  CHECK_UINT(12, offsetof(cello_session_entry, value_offset));
  CHECK_UINT(16, offsetof(cello_session_entry, value_len));
  CHECK_UINT(20, offsetof(cello_session_entry, reserved));
  CHECK_UINT(24, offsetof(cello_session_entry, integer));
  CHECK_UINT(offsetof(cello_session_info, entries_room) + 4, sizeof(cello_session_info));
  CHECK_UINT(offsetof(cello_session_config, reserved) + 4, sizeof(cello_session_config));
  CHECK_UINT(1, CELLO_SESSION_KIND_TEXT);
  CHECK_UINT(2, CELLO_SESSION_KIND_BYTES);
  CHECK_UINT(3, CELLO_SESSION_KIND_INT);
  CHECK_UINT(4, CELLO_SESSION_KIND_BOOL);
  CHECK_UINT(5, CELLO_SESSION_KIND_NULL);
  CHECK_UINT(6, CELLO_SESSION_KIND_JSON);
  CHECK_UINT(1, CELLO_SESSION_SAME_SITE_LAX);
  CHECK_UINT(2, CELLO_SESSION_SAME_SITE_STRICT);
  CHECK_UINT(3, CELLO_SESSION_SAME_SITE_NONE);
}

static size_t measure(const char *data, size_t len) {
  return data != NULL ? len : 0;
}

static void literals_are_measured_without_their_nul(void) {
  CHECK_UINT(3, measure(CELLO_SESSION_STR("abc")));
  CHECK_UINT(0, measure(CELLO_SESSION_STR("")));
  CHECK_UINT(3, measure(CELLO_SESSION_STR("a\0b")));
}

int main(void) {
  statuses_keep_their_numbers_and_names();
  unknown_numbers_have_a_name_too();
  more_telling_is_greater();
  versions_agree();
  sizes_agree();
  bounds_agree();
  layouts_are_as_documented();
  literals_are_measured_without_their_nul();
  return check_report("test_names");
}
