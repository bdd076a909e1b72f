/* Every edge of time: of a token that is verified, of a session that is signed, and of the clock
 * itself. */
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

/* The same token through both doors: verify, and cookie_read with its name before it. */
static void expect(int line, cello_session_status expected, const cello_session_signer *signer,
                   const struct token *token, uint64_t now_unix_s) {
  char header[CELLO_SESSION_TOKEN_LEN_MAX + 16] = "session_id=";
  cello_session session;
  memcpy(header + 11, token->text, token->len);
  check_status(__FILE__, line, "verify", expected, verify_at(signer, token, now_unix_s, &session));
  check_status(__FILE__, line, "cookie_read", expected,
               cello_session_cookie_read(signer, header, 11 + token->len, now_unix_s, &session));
}

#define EXPECT(expected, signer, token, now)                                                       \
  expect(__LINE__, (expected), &(signer), &(token), (now))

static void a_token_is_in_force_from_a_minute_before_it_was_signed_until_it_expires(void) {
  cello_session_signer signer = signer_with(600, 0, 0);
  cello_session session = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW);
  EXPECT(CELLO_SESSION_NOT_YET_VALID, signer, token, 0);
  EXPECT(CELLO_SESSION_NOT_YET_VALID, signer, token, NOW - 62);
  EXPECT(CELLO_SESSION_NOT_YET_VALID, signer, token, NOW - 61);
  EXPECT(CELLO_SESSION_OK, signer, token, NOW - 60);
  EXPECT(CELLO_SESSION_OK, signer, token, NOW - 59);
  EXPECT(CELLO_SESSION_OK, signer, token, NOW);
  EXPECT(CELLO_SESSION_OK, signer, token, NOW + 598);
  EXPECT(CELLO_SESSION_OK, signer, token, NOW + 599);
  EXPECT(CELLO_SESSION_EXPIRED, signer, token, NOW + 600);
  EXPECT(CELLO_SESSION_EXPIRED, signer, token, NOW + 601);
  EXPECT(CELLO_SESSION_EXPIRED, signer, token, UNIX_S_MAX);
}

static void the_longest_lifetime_of_the_reader_counts_too(void) {
  cello_session_signer writer = signer_with(600, 0, 0), reader = signer_with(60, 300, 0);
  cello_session session = session_of_user(&writer, NOW);
  struct token token = sign_at(&writer, &session, NOW);
  EXPECT(CELLO_SESSION_OK, reader, token, NOW + 299);
  EXPECT(CELLO_SESSION_EXPIRED, reader, token, NOW + 300);
  EXPECT(CELLO_SESSION_OK, writer, token, NOW + 300);
}

static void the_absolute_limit_counts_from_the_beginning(void) {
  cello_session_signer writer = signer_with(600, 0, 0), reader = signer_with(600, 0, 1000);
  cello_session session = session_of_user(&writer, NOW);
  struct token token = sign_at(&writer, &session, NOW + 500);
  EXPECT(CELLO_SESSION_OK, reader, token, NOW + 999);
  EXPECT(CELLO_SESSION_EXPIRED, reader, token, NOW + 1000);
  EXPECT(CELLO_SESSION_OK, writer, token, NOW + 1099);
  EXPECT(CELLO_SESSION_EXPIRED, writer, token, NOW + 1100);
  token = sign_at(&writer, &session, NOW); /* began is left out: it is when the token was signed */
  cello_session_signer strict = signer_with(100, 600, 400);
  EXPECT(CELLO_SESSION_OK, strict, token, NOW + 399);
  EXPECT(CELLO_SESSION_EXPIRED, strict, token, NOW + 400);
}

static void forged_and_expired_is_rejected(void) {
  cello_session_signer signer = signer_with(600, 0, 0);
  cello_session session = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW);
  token.text[token.len - 10] = token.text[token.len - 10] == 'A' ? 'B' : 'A';
  EXPECT(CELLO_SESSION_REJECTED, signer, token, NOW);
  EXPECT(CELLO_SESSION_REJECTED, signer, token, NOW + 600);
  EXPECT(CELLO_SESSION_REJECTED, signer, token, NOW - 61);
}

static void a_time_beyond_9999_is_the_callers_mistake(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW), other;
  struct token token = sign_at(&signer, &session, NOW);
  char text[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len;
  cello_session_info info;
  const uint64_t beyond[] = {UNIX_S_MAX + 1, NOW * 1000, UINT64_MAX};
  for (size_t i = 0; i < sizeof beyond / sizeof beyond[0]; i++) {
    const uint64_t now = beyond[i];
    paint(text, sizeof text);
    paint(&len, sizeof len);
    paint(&info, sizeof info);
    EXPECT(CELLO_SESSION_TIME_RANGE, signer, token, now);
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE, cello_session_begin(&signer, ID_ONE, now, &other));
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE, cello_session_login(&signer, &session, ID_TWO, now));
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
                 cello_session_describe(&signer, &session, now, &info, sizeof info));
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
                 cello_session_sign(&signer, &session, now, text, sizeof text, &len));
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
                 cello_session_cookie_write(&signer, &session, now, text, sizeof text, &len));
    cello_session empty = session_empty(&signer, NOW);
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
                 cello_session_cookie_write(&signer, &empty, now, text, sizeof text, &len));
    CHECK_PAINTED(text);
    CHECK_PAINTED(len);
    CHECK_PAINTED(info);
    /* A wrong clock is told at once, not only when a visitor brings a cookie. */
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
                 cello_session_cookie_read(&signer, TEXT(""), now, &other));
    CHECK_STATUS(CELLO_SESSION_TIME_RANGE,
                 cello_session_cookie_read(&signer, TEXT("a=b"), now, &other));
  }
}

static void the_end_of_the_year_9999_is_the_last_second(void) {
  cello_session_signer signer = signer_with(600, 0, 0);
  char text[CELLO_SESSION_TOKEN_LEN_MAX];
  size_t len;
  cello_session session = session_of_user(&signer, UNIX_S_MAX);
  CHECK_STATUS(CELLO_SESSION_EXPIRED,
               cello_session_sign(&signer, &session, UNIX_S_MAX, text, sizeof text, &len));
  CHECK_UINT(0, describe_at(&signer, &session, UNIX_S_MAX).expires_if_signed_now_unix_s);
  const uint64_t ages[] = {601, 600, 599, 1};
  for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
    const uint64_t now = UNIX_S_MAX - ages[i];
    const uint64_t end = ages[i] > 600 ? now + 600 : UNIX_S_MAX;
    session = session_of_user(&signer, now);
    CHECK_UINT(end, describe_at(&signer, &session, now).expires_if_signed_now_unix_s);
    struct token token = sign_at(&signer, &session, now);
    EXPECT(CELLO_SESSION_OK, signer, token, end - 1);
    EXPECT(CELLO_SESSION_EXPIRED, signer, token, end);
  }
}

static void time_begins_at_0(void) {
  cello_session_signer signer = signer_with(600, 0, 1000);
  cello_session session = session_of_user(&signer, 0);
  struct token token = sign_at(&signer, &session, 0);
  EXPECT(CELLO_SESSION_OK, signer, token, 0);
  EXPECT(CELLO_SESSION_OK, signer, token, 599);
  EXPECT(CELLO_SESSION_EXPIRED, signer, token, 600);
  session = session_of_user(&signer, 61);
  token = sign_at(&signer, &session, 61);
  EXPECT(CELLO_SESSION_NOT_YET_VALID, signer, token, 0);
  EXPECT(CELLO_SESSION_OK, signer, token, 1);
}

/* A host whose clock runs ahead makes sessions that begin in another host's future. */
static void a_clock_behind_the_tokens_makes_no_invalid_token(void) {
  cello_session_signer signer = signer_with(600, 0, 1000);
  cello_session session = session_of_user(&signer, NOW + 60);
  struct token ahead = sign_at(&signer, &session, NOW + 60);
  cello_session read = read_at(&signer, &ahead, NOW);
  cello_session_info info = describe_at(&signer, &read, NOW);
  CHECK_UINT(NOW + 60, info.issued_at_unix_s);
  CHECK_UINT(NOW + 600, info.expires_if_signed_now_unix_s);
  CHECK_UINT(0, info.renewal_due);
  struct token token = sign_at(&signer, &read, NOW);
  cello_session again = read_at(&signer, &token, NOW);
  info = describe_at(&signer, &again, NOW);
  CHECK_UINT(NOW, info.began_at_unix_s);
  CHECK_UINT(NOW, info.issued_at_unix_s);
  CHECK_UINT(NOW + 600, info.expires_at_unix_s);
  token = sign_at(&signer, &session, NOW - 1000); /* also where it never went through a token */
  again = read_at(&signer, &token, NOW - 1000);
  CHECK_UINT(NOW - 1000, describe_at(&signer, &again, NOW - 1000).began_at_unix_s);
  CHECK_UINT(NOW + 60, describe_at(&signer, &session, NOW).began_at_unix_s);
}

/* Sums saturate: the greatest limit is no limit. */
static void the_greatest_absolute_limit_is_none(void) {
  cello_session_signer signer = signer_with(600, 0, UINT64_MAX);
  const uint64_t times[] = {0, NOW, UNIX_S_MAX - 600};
  for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
    cello_session session = session_of_user(&signer, times[i]);
    struct token token = sign_at(&signer, &session, times[i]);
    EXPECT(CELLO_SESSION_OK, signer, token, times[i] + 599);
    EXPECT(CELLO_SESSION_EXPIRED, signer, token, times[i] + 600);
  }
}

int main(void) {
  a_token_is_in_force_from_a_minute_before_it_was_signed_until_it_expires();
  the_longest_lifetime_of_the_reader_counts_too();
  the_absolute_limit_counts_from_the_beginning();
  forged_and_expired_is_rejected();
  a_time_beyond_9999_is_the_callers_mistake();
  the_end_of_the_year_9999_is_the_last_second();
  time_begins_at_0();
  a_clock_behind_the_tokens_makes_no_invalid_token();
  the_greatest_absolute_limit_is_none();
  return check_report("test_times");
}
