/* What describe tells: times, lengths that are the ones written, and when a renewal is due. */
#include "fixture.h"

#include <string.h>

enum { CAP = CELLO_SESSION_COOKIE_LINE_LEN_MAX };

static void a_session_never_read_has_no_token(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  cello_session_info info = describe_at(&signer, &session, NOW + 5);
  CHECK_UINT(0, info.issued_at_unix_s);
  CHECK_UINT(0, info.expires_at_unix_s);
  CHECK_UINT(NOW, info.began_at_unix_s);
  CHECK_UINT(NOW + 5 + DAY_S, info.expires_if_signed_now_unix_s);
  CHECK_UINT(1, info.count);
  CHECK_UINT(1, info.changed);
  CHECK_UINT(0, info.renewal_due);
  CHECK_BYTES(ID_ONE, sizeof ID_ONE, info.id, sizeof info.id);
  CHECK_BYTES("\0", 2, info.reserved, sizeof info.reserved);
  CHECK_UINT(DAY_S, info.lifetime_s);
  CHECK_UINT(12, info.entries_len); /* "user_id" in 8 bytes, "123" in 4 */
  CHECK_UINT(CELLO_SESSION_ENTRIES_LEN_MAX, info.entries_room);
  CHECK_UINT(0, describe_at(&signer, &session, NOW + DAY_S - 1).renewal_due);
}

static void a_session_that_was_read_tells_its_times(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW + 100);
  cello_session read = read_at(&signer, &token, NOW + 200);
  cello_session_info info = describe_at(&signer, &read, NOW + 300);
  CHECK_UINT(NOW + 100, info.issued_at_unix_s);
  CHECK_UINT(NOW + 100 + DAY_S, info.expires_at_unix_s);
  CHECK_UINT(NOW, info.began_at_unix_s);
  CHECK_UINT(NOW + 300 + DAY_S, info.expires_if_signed_now_unix_s);
  CHECK_UINT(0, info.changed);
}

/* min(exp, iat + longest, began + absolute), each of them the least in turn. */
static void the_end_is_as_this_signer_sees_it(void) {
  cello_session_signer writer = signer_default();
  cello_session session = session_of_user(&writer, NOW);
  struct token token = sign_at(&writer, &session, NOW + 100);
  const struct {
    uint64_t longest_max_age_s, absolute_max_age_s, end;
  } cases[] = {{2 * DAY_S, 0, NOW + 100 + DAY_S},
               {2 * DAY_S, 2 * DAY_S, NOW + 100 + DAY_S},
               {5000, 0, NOW + 5100},
               {5000, 6000, NOW + 5100},
               {5000, 5100, NOW + 5100},
               {5000, 5099, NOW + 5099},
               {2 * DAY_S, 5000, NOW + 5000}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cello_session_config config = config_default();
    config.max_age_s = 60;
    config.longest_max_age_s = cases[i].longest_max_age_s;
    config.absolute_max_age_s = cases[i].absolute_max_age_s;
    cello_session_signer reader = signer_of(&config);
    cello_session read = read_at(&reader, &token, NOW + 100);
    CHECK_UINT(cases[i].end, describe_at(&reader, &read, NOW + 100).expires_at_unix_s);
    CHECK_STATUS(CELLO_SESSION_OK, verify_at(&reader, &token, cases[i].end - 1, &read));
    CHECK_STATUS(CELLO_SESSION_EXPIRED, verify_at(&reader, &token, cases[i].end, &read));
  }
}

static void a_renewal_is_due_past_half_the_life(void) {
  const uint64_t lives[] = {600, 601, 1, 2, 3};
  for (size_t i = 0; i < sizeof lives / sizeof lives[0]; i++) {
    cello_session_config config = config_default();
    config.max_age_s = lives[i];
    cello_session_signer signer = signer_of(&config);
    cello_session session = session_of_user(&signer, NOW);
    struct token token = sign_at(&signer, &session, NOW);
    session = read_at(&signer, &token, NOW);
    for (uint64_t age = 0; age < lives[i]; age++) {
      CHECK_UINT(age * 2 > lives[i], describe_at(&signer, &session, NOW + age).renewal_due);
    }
  }
}

static void a_renewal_is_not_due_where_nothing_is_won(void) {
  cello_session_config config = config_default();
  config.max_age_s = 600;
  config.absolute_max_age_s = 900;
  cello_session_signer signer = signer_of(&config);
  cello_session session = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW + 299);
  session = read_at(&signer, &token, NOW + 299); /* ends at 899, and could end at 900 */
  CHECK_UINT(0, describe_at(&signer, &session, NOW + 599).renewal_due);
  CHECK_UINT(1, describe_at(&signer, &session, NOW + 600).renewal_due);
  token = sign_at(&signer, &session, NOW + 300);
  session = read_at(&signer, &token, NOW + 300); /* ends at 900, like whatever is signed later */
  for (uint64_t now = NOW + 300; now < NOW + 900; now += 13) {
    CHECK_UINT(0, describe_at(&signer, &session, now).renewal_due);
  }
  CHECK_UINT(0, describe_at(&signer, &session, NOW + 900).renewal_due);
  CHECK_UINT(0, describe_at(&signer, &session, NOW + 901).expires_if_signed_now_unix_s);
}

/* A token of a secret that only verifies is signed anew soon, but not at once: while the rotation
   is half rolled out, another host would sign it back at the next request. */
static void a_renewal_is_due_a_minute_after_another_secret_signed(void) {
  cello_session_bytes accepted = {SECRET_TWO, SECRET_TWO_LEN};
  cello_session_config config = config_default();
  config.accepted_secrets = &accepted;
  config.accepted_secret_count = 1;
  cello_session_signer signer = signer_of(&config);
  config = config_default();
  config.signing_secret = SECRET_TWO;
  config.signing_secret_len = SECRET_TWO_LEN;
  cello_session_signer other = signer_of(&config);
  cello_session session = session_of_user(&other, NOW);
  struct token token = sign_at(&other, &session, NOW);
  session = read_at(&signer, &token, NOW);
  const uint64_t ages[] = {0, 1, 59, 60, 61, 62, 1000, DAY_S - 1};
  for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
    CHECK_UINT(ages[i] > 60, describe_at(&signer, &session, NOW + ages[i]).renewal_due);
  }
  CHECK_UINT(0, describe_at(&signer, &session, NOW - 60).renewal_due);
  session = read_at(&other, &token, NOW);
  CHECK_UINT(0, describe_at(&other, &session, NOW + 1000).renewal_due);
}

static void a_renewal_is_never_due_for_an_empty_map_or_a_line_too_large(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW);
  session = read_at(&signer, &token, NOW);
  CHECK_UINT(0, describe_at(&signer, &session, NOW + DAY_S - 1).renewal_due);
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&session, CELLO_SESSION_ENTRIES_LEN_MAX));
  CHECK_UINT(1, describe_at(&signer, &session, NOW + DAY_S - 1).renewal_due);
  token = sign_at(&signer, &session, NOW);
  char path[255];
  memset(path, 'p', sizeof path);
  path[0] = '/';
  cello_session_config config = config_default();
  config.path = path;
  config.path_len = sizeof path;
  cello_session_signer small = signer_of(&config);
  session = read_at(&small, &token, NOW);
  CHECK_UINT(0, describe_at(&small, &session, NOW + DAY_S - 1).renewal_due);
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&session, 1000));
  CHECK_UINT(1, describe_at(&small, &session, NOW + DAY_S - 1).renewal_due);
  cello_session_info info = describe_at(&small, &session, NOW);
  CHECK(info.cookie_line_len <= CAP);
}

/* token_len and cookie_line_len are what sign and cookie_write write, for every size and width of
 * time. */
static void lengths_are_the_ones_written(void) {
  cello_session_signer signer = signer_default();
  const uint64_t times[] = {
      0, 23, 24, 200, 70000, NOW, UINT64_C(4294967295) - 40000, UINT64_C(5000000000)};
  const size_t sizes[] = {3,   20,  26,   27,   100,  190,  195, 200,
                          259, 300, 1000, 2000, 2888, 2889, 2890};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    for (size_t t = 0; t < sizeof times / sizeof times[0]; t++) {
      cello_session session = session_empty(&signer, 7);
      CHECK_STATUS(CELLO_SESSION_OK, fill_to(&session, sizes[i]));
      cello_session_info info = describe_at(&signer, &session, times[t]);
      struct token token = sign_at(&signer, &session, times[t]);
      struct line line = write_at(&signer, &session, times[t]);
      CHECK_UINT(token.len, info.token_len);
      CHECK_UINT(line.len, info.cookie_line_len);
    }
  }
}

/* Over a bound the lengths are still told: that is what an error message needs. */
static void lengths_over_a_bound_are_told(void) {
  cello_session_signer large = signer_default();
  char path[255];
  memset(path, 'p', sizeof path);
  path[0] = '/';
  cello_session_config config = config_default();
  config.path = path;
  config.path_len = sizeof path;
  cello_session_signer small = signer_of(&config);
  cello_session session = session_empty(&large, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&session, CELLO_SESSION_ENTRIES_LEN_MAX));
  cello_session_info of_large = describe_at(&large, &session, NOW);
  cello_session_info of_small = describe_at(&small, &session, NOW);
  CHECK_UINT(of_large.token_len, of_small.token_len);
  CHECK_UINT(of_large.cookie_line_len + 254, of_small.cookie_line_len);
  CHECK(of_small.cookie_line_len > CAP);
  struct token token = sign_at(&small, &session, NOW);
  CHECK_UINT(token.len, of_small.token_len);
}

/* Where sign would answer EXPIRED the lengths are those of a session that ends now. */
static void lengths_after_the_end_are_told(void) {
  cello_session_config config = config_default();
  config.absolute_max_age_s = config.max_age_s;
  cello_session_signer signer = signer_of(&config);
  cello_session session = session_of_user(&signer, NOW);
  struct line line = write_at(&signer, &session, NOW + 1);
  struct token token = sign_at(&signer, &session, NOW + 1);
  cello_session_info info = describe_at(&signer, &session, NOW + DAY_S);
  CHECK_UINT(0, info.expires_if_signed_now_unix_s);
  CHECK_UINT(token.len, info.token_len);
  CHECK_UINT(line.len - 4, info.cookie_line_len); /* Max-Age=0 in place of Max-Age=86399 */
}

static void the_size_of_info_is_checked(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  cello_session_info info;
  const size_t sizes[] = {
      0, 1, sizeof info - 8, sizeof info - 1, sizeof info + 1, sizeof info + 8, SIZE_MAX};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    paint(&info, sizeof info);
    CHECK_STATUS(CELLO_SESSION_ABI_MISMATCH,
                 cello_session_describe(&signer, &session, NOW, &info, sizes[i]));
    CHECK_PAINTED(info);
  }
}

int main(void) {
  a_session_never_read_has_no_token();
  a_session_that_was_read_tells_its_times();
  the_end_is_as_this_signer_sees_it();
  a_renewal_is_due_past_half_the_life();
  a_renewal_is_not_due_where_nothing_is_won();
  a_renewal_is_due_a_minute_after_another_secret_signed();
  a_renewal_is_never_due_for_an_empty_map_or_a_line_too_large();
  lengths_are_the_ones_written();
  lengths_over_a_bound_are_told();
  lengths_after_the_end_are_told();
  the_size_of_info_is_checked();
  return check_report("test_describe");
}
