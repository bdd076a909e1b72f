/* How long a session lives: as configured, as set_lifetime asks, renewed by activity, never beyond
 * the absolute end. */
#include "fixture.h"

#include <string.h>

static cello_session_signer signer_with(uint64_t max_age_s, uint64_t longest_max_age_s,
                                        uint64_t absolute_max_age_s) {
  cello_session_config config = config_default();
  config.max_age_s = max_age_s;
  config.longest_max_age_s = longest_max_age_s;
  config.absolute_max_age_s = absolute_max_age_s;
  return signer_of(&config);
}

static cello_session renewed(const cello_session_signer *signer, const cello_session *session,
                             uint64_t now_unix_s) {
  struct token token = sign_at(signer, session, now_unix_s);
  return read_at(signer, &token, now_unix_s);
}

static uint64_t end_if_signed(const cello_session_signer *signer, const cello_session *session,
                              uint64_t now_unix_s) {
  return describe_at(signer, session, now_unix_s).expires_if_signed_now_unix_s;
}

static void set_lifetime_has_its_bounds(void) {
  cello_session_signer signer = signer_with(600, 3600, 0);
  cello_session session = session_of_user(&signer, NOW);
  const struct {
    uint64_t lifetime_s;
    cello_session_status status;
  } cases[] = {{0, CELLO_SESSION_TIME_RANGE},
               {1, CELLO_SESSION_OK},
               {2, CELLO_SESSION_OK},
               {600, CELLO_SESSION_OK},
               {3599, CELLO_SESSION_OK},
               {3600, CELLO_SESSION_OK},
               {3601, CELLO_SESSION_TIME_RANGE},
               {UINT64_MAX, CELLO_SESSION_TIME_RANGE}};
  uint64_t lifetime_s = 600;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    CHECK_STATUS(cases[i].status, cello_session_set_lifetime(&session, cases[i].lifetime_s));
    if (cases[i].status == CELLO_SESSION_OK) {
      lifetime_s = cases[i].lifetime_s;
    }
    CHECK_UINT(NOW + lifetime_s, end_if_signed(&signer, &session, NOW));
  }
  cello_session_signer plain = signer_with(600, 0, 0);
  session = session_of_user(&plain, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_lifetime(&session, 600));
  CHECK_STATUS(CELLO_SESSION_TIME_RANGE, cello_session_set_lifetime(&session, 601));
}

static void a_lifetime_goes_with_the_session(void) {
  cello_session_signer signer = signer_with(600, 3600, 0);
  cello_session session = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_lifetime(&session, 3000));
  for (uint64_t i = 0; i < 5; i++) {
    session = renewed(&signer, &session, NOW + i * 2900);
    cello_session_info info = describe_at(&signer, &session, NOW + i * 2900);
    CHECK_UINT(NOW + i * 2900 + 3000, info.expires_at_unix_s);
    CHECK_UINT(NOW, info.began_at_unix_s);
  }
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_rotate_id(&session, ID_TWO));
  CHECK_UINT(NOW + 20000 + 3000, end_if_signed(&signer, &session, NOW + 20000));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&session));
  CHECK_UINT(NOW + 20000 + 3000, end_if_signed(&signer, &session, NOW + 20000));
  CHECK_UINT(NOW, describe_at(&signer, &session, NOW).began_at_unix_s);
}

static void many_renewals_do_not_move_the_absolute_end(void) {
  cello_session_signer signer = signer_with(3600, 0, 36000);
  cello_session session = session_of_user(&signer, NOW);
  char text[CELLO_SESSION_TOKEN_LEN_MAX];
  size_t len;
  for (uint64_t now = NOW; now < NOW + 36000; now += 7) {
    session = renewed(&signer, &session, now);
    const uint64_t idle_end = now + 3600, end = idle_end < NOW + 36000 ? idle_end : NOW + 36000;
    cello_session_info info = describe_at(&signer, &session, now);
    CHECK_UINT(NOW, info.began_at_unix_s);
    CHECK_UINT(end, info.expires_at_unix_s);
  }
  CHECK_UINT(NOW + 36000, end_if_signed(&signer, &session, NOW + 35999));
  CHECK_UINT(0, end_if_signed(&signer, &session, NOW + 36000));
  for (uint64_t now = NOW + 36000; now < NOW + 36003; now++) {
    paint(text, sizeof text);
    paint(&len, sizeof len);
    CHECK_STATUS(CELLO_SESSION_EXPIRED,
                 cello_session_sign(&signer, &session, now, text, sizeof text, &len));
    CHECK_STATUS(CELLO_SESSION_EXPIRED,
                 cello_session_cookie_write(&signer, &session, now, text, sizeof text, &len));
    CHECK_PAINTED(text);
    CHECK_PAINTED(len);
  }
}

static void rotation_and_lifetimes_do_not_move_the_absolute_end(void) {
  cello_session_signer signer = signer_with(600, 3600, 1000);
  cello_session session = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_lifetime(&session, 3600));
  CHECK_UINT(NOW + 1000, end_if_signed(&signer, &session, NOW));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_rotate_id(&session, ID_TWO));
  CHECK_UINT(NOW + 1000, end_if_signed(&signer, &session, NOW + 500));
  session = renewed(&signer, &session, NOW + 500);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_lifetime(&session, 3600));
  CHECK_UINT(NOW + 1000, end_if_signed(&signer, &session, NOW + 999));
  CHECK_UINT(0, end_if_signed(&signer, &session, NOW + 1000));
}

static void login_begins_anew(void) {
  cello_session_signer signer = signer_with(600, 3600, 1000);
  cello_session session = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_lifetime(&session, 3600));
  session = renewed(&signer, &session, NOW + 900);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_login(&signer, &session, ID_TWO, NOW + 950));
  cello_session_info info = describe_at(&signer, &session, NOW + 950);
  CHECK_UINT(NOW + 950, info.began_at_unix_s);
  CHECK_UINT(NOW + 950 + 600, info.expires_if_signed_now_unix_s);
  CHECK_BYTES(ID_TWO, sizeof ID_TWO, info.id, sizeof info.id);
  CHECK_UINT(1, info.count);
  CHECK_UINT(1, info.changed);
  const char *user;
  size_t len;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(&session, TEXT("user_id"), &user, &len));
  CHECK_TEXT("123", user, len);
  session = renewed(&signer, &session, NOW + 950);
  CHECK_UINT(NOW + 1950, end_if_signed(&signer, &session, NOW + 1900));
  /* Also where the old session had reached its end. */
  CHECK_UINT(0, end_if_signed(&signer, &session, NOW + 1950));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_login(&signer, &session, ID_ONE, NOW + 5000));
  CHECK_UINT(NOW + 5600, end_if_signed(&signer, &session, NOW + 5000));
}

/* A session of another signer is cut to the longest lifetime of the one that signs it. */
static void the_signing_signer_has_the_last_word(void) {
  cello_session_signer longer = signer_with(3600, 7200, 0), shorter = signer_with(60, 300, 0);
  cello_session session = session_of_user(&longer, NOW);
  CHECK_UINT(NOW + 300, end_if_signed(&shorter, &session, NOW));
  struct token token = sign_at(&shorter, &session, NOW);
  cello_session read = read_at(&longer, &token, NOW);
  CHECK_UINT(NOW + 300, describe_at(&longer, &read, NOW).expires_at_unix_s);
  token = sign_at(&longer, &session, NOW);
  read = read_at(&shorter, &token, NOW);
  CHECK_UINT(NOW + 300, describe_at(&shorter, &read, NOW).expires_at_unix_s);
  CHECK_UINT(NOW + 3600, describe_at(&longer, &read, NOW).expires_at_unix_s);
  CHECK_STATUS(CELLO_SESSION_TIME_RANGE, cello_session_set_lifetime(&read, 301));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_lifetime(&read, 300));
  /* login is told by the signer that it is given. */
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_login(&longer, &read, ID_TWO, NOW));
  CHECK_UINT(NOW + 3600, end_if_signed(&longer, &read, NOW));
}

/* What a token was signed with near the absolute end is what it has from then on; renewing gives no
 * more. */
static void a_lifetime_cut_by_the_end_stays_cut(void) {
  cello_session_signer limited = signer_with(600, 0, 1000), unlimited = signer_with(600, 0, 0);
  cello_session session = session_of_user(&limited, NOW);
  struct token token = sign_at(&limited, &session, NOW + 900);
  cello_session read = read_at(&unlimited, &token, NOW + 900);
  CHECK_UINT(NOW + 1000, describe_at(&unlimited, &read, NOW + 900).expires_at_unix_s);
  CHECK_UINT(NOW + 950 + 100, end_if_signed(&unlimited, &read, NOW + 950));
}

int main(void) {
  set_lifetime_has_its_bounds();
  a_lifetime_goes_with_the_session();
  many_renewals_do_not_move_the_absolute_end();
  rotation_and_lifetimes_do_not_move_the_absolute_end();
  login_begins_anew();
  the_signing_signer_has_the_last_word();
  a_lifetime_cut_by_the_end_stays_cut();
  return check_report("test_lifetimes");
}
