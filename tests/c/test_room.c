/* Room for entries: what fits is known when it is set, and what fitted once fits at every renewal.
 */
#include "fixture.h"

#include <string.h>

enum { ROOM = CELLO_SESSION_ENTRIES_LEN_MAX };

static void one_value_fills_the_room_exactly(void) {
  cello_session_signer signer = signer_default();
  for (size_t len = ROOM - 1; len <= ROOM + 1; len++) {
    cello_session session = session_empty(&signer, NOW);
    CHECK_STATUS(len <= ROOM ? CELLO_SESSION_OK : CELLO_SESSION_FULL, fill_to(&session, len));
  }
}

/* 50 envelope, 60 claims at their widest, 2890 entries: 3000 bytes, 4000 characters. */
static void the_largest_token_has_4000_characters(void) {
  cello_session_signer signer = signer_default();
  const uint64_t late = UINT64_C(5000000000);
  cello_session session = session_empty(&signer, late);
  for (char key = 'a'; key < 'a' + 23; key++) {
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&session, &key, 1)); /* 3 bytes each */
  }
  CHECK_STATUS(CELLO_SESSION_FULL,
               cello_session_set_text(&session, TEXT("A"), text_of(2890), ROOM - 69 - 5 + 1));
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_set_text(&session, TEXT("A"), text_of(2890), ROOM - 69 - 5));
  struct token token = sign_at(&signer, &session, late + 1);
  CHECK_UINT(CELLO_SESSION_TOKEN_LEN_MAX, token.len);
  cello_session read = read_at(&signer, &token, late + 1);
  struct token again = sign_at(&signer, &read, late + 1);
  CHECK_BYTES(token.text, token.len, again.text, again.len);
}

static void there_are_at_most_64_entries(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  for (int64_t i = 0; i < CELLO_SESSION_ENTRIES_MAX; i++) {
    char key[2] = {(char)('A' + i / 8), (char)('a' + i % 8)};
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, key, sizeof key, i));
  }
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_int(&session, TEXT("zz"), 0));
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_null(&session, TEXT("zz")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("Aa"), text_of(500), 500));
  struct token token = sign_at(&signer, &session, NOW);
  cello_session read = read_at(&signer, &token, NOW);
  CHECK_UINT(64, describe_at(&signer, &read, NOW).count);
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_null(&read, TEXT("zz")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(&read, TEXT("Ba")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&read, TEXT("zz")));
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_null(&read, TEXT("Ba")));
}

static void a_change_that_does_not_grow_is_never_full(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_empty(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("s"), TEXT("12345678")));
  /* With "s" at 2 + 9 bytes, "k" takes the rest: 2 + 3 + its value. */
  const size_t rest = ROOM - 11 - 5;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("k"), text_of(rest), rest));
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_null(&session, TEXT("n")));
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_text(&session, TEXT("s"), TEXT("123456789")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("s"), TEXT("87654321")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, TEXT("s"), INT64_MIN));
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_set_bytes(&session, TEXT("s"), (const uint8_t *)"12345678", 8));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_json(&session, TEXT("s"), TEXT("[1,2]")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("s"), TEXT("1234567")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("s"), TEXT("12345678")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&session, TEXT("s")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(&session, TEXT("s")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, TEXT("t"), INT64_MAX));
}

static cello_session_config long_attributes(void) {
  static char path[CELLO_SESSION_PATH_LEN_MAX], domain[CELLO_SESSION_DOMAIN_LEN_MAX];
  memset(path, 'p', sizeof path);
  path[0] = '/';
  for (size_t i = 0; i < sizeof domain; i++) {
    domain[i] = i % 64 == 63 ? '.' : 'd';
  }
  cello_session_config config = config_default();
  config.cookie_name = text_of(64);
  config.cookie_name_len = 64;
  config.path = path;
  config.path_len = sizeof path;
  config.domain = domain;
  config.domain_len = sizeof domain;
  config.same_site = CELLO_SESSION_SAME_SITE_STRICT;
  config.partitioned = 1;
  config.longest_max_age_s = CELLO_SESSION_MAX_AGE_S_MAX;
  return config;
}

static size_t largest_fill(const cello_session_signer *signer) {
  size_t fits = 0;
  for (size_t len = 259; len <= ROOM + 1; len++) {
    cello_session session = session_empty(signer, NOW);
    if (fill_to(&session, len) == CELLO_SESSION_OK) {
      CHECK_UINT(fits == 0 ? len : fits + 1, len);
      fits = len;
    }
  }
  return fits;
}

/* The line less the token is 64 + 1, and 9 + 253, 7 + 255, 18, 10, 8, 17, 13 for the attributes:
   655. What is left, 3441 characters, is 2580 bytes, less 110 for envelope and claims: 2470. */
static void long_attributes_leave_less_room(void) {
  cello_session_config config = long_attributes();
  cello_session_signer signer = signer_of(&config);
  CHECK_UINT(2470, largest_fill(&signer));
  config = config_default();
  signer = signer_of(&config);
  CHECK_UINT(ROOM, largest_fill(&signer));
}

/* Renewed over and over, from small times to the widest, each line is written and none is too long.
 */
static void what_fitted_once_fits_at_every_renewal(void) {
  const uint64_t times[] = {
      1, 24, 256, 65536, UINT64_C(4294967290), UINT64_C(4294967300), UINT64_C(253402214000)};
  cello_session_config configs[2];
  configs[0] = config_default();
  configs[1] = long_attributes();
  for (size_t c = 0; c < 2; c++) {
    cello_session_signer signer = signer_of(&configs[c]);
    const size_t room = c == 0 ? ROOM : 2470;
    cello_session session = session_empty(&signer, 0);
    for (char key = 'a'; key < 'a' + 23; key++) {
      CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_null(&session, &key, 1));
    }
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_set_text(&session, TEXT("A"), text_of(2890), room - 69 - 5));
    for (size_t lifetime = 0; lifetime < 2; lifetime++) {
      if (c == 1) {
        CHECK_STATUS(
            CELLO_SESSION_OK,
            cello_session_set_lifetime(&session, lifetime == 0 ? 1 : CELLO_SESSION_MAX_AGE_S_MAX));
      }
      for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct line line = write_at(&signer, &session, times[i]);
        CHECK(line.len <= CELLO_SESSION_COOKIE_LINE_LEN_MAX);
        struct token token = sign_at(&signer, &session, times[i]);
        cello_session renewed = read_at(&signer, &token, times[i]);
        line = write_at(&signer, &renewed, times[i]);
        CHECK(line.len <= CELLO_SESSION_COOKIE_LINE_LEN_MAX);
      }
    }
  }
}

/* Written back as it is, with one value a byte shorter, and one byte longer than that: only the
 * last grows. */
static void check_replace_by_its_own_entries(const cello_session *session) {
  cello_session written = *session;
  const uint8_t *base = (const uint8_t *)session;
  cello_session_entry entry;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get(session, TEXT("k"), &entry));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_replace(&written, base, sizeof *session, &entry, 1));
  entry.value_len--;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_replace(&written, base, sizeof *session, &entry, 1));
  entry.value_len++;
  CHECK_STATUS(CELLO_SESSION_FULL,
               cello_session_replace(&written, base, sizeof *session, &entry, 1));
}

/* A session carries the room of the signer that made or read it. */
static void a_session_too_large_for_this_signer_can_shrink_but_not_grow(void) {
  cello_session_config small_config = long_attributes();
  small_config.cookie_name = "session_id";
  small_config.cookie_name_len = 10;
  cello_session_signer large = signer_default(), small = signer_of(&small_config);
  cello_session session = session_empty(&large, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&session, ROOM));
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len;
  paint(line, sizeof line);
  paint(&len, sizeof len);
  CHECK_STATUS(CELLO_SESSION_TOO_LARGE,
               cello_session_cookie_write(&small, &session, NOW, line, sizeof line, &len));
  struct token token = sign_at(&large, &session, NOW);
  cello_session read = read_at(&small, &token, NOW); /* reading asks for no room */
  CHECK_STATUS(CELLO_SESSION_TOO_LARGE,
               cello_session_cookie_write(&small, &read, NOW, line, sizeof line, &len));
  CHECK_PAINTED(line);
  CHECK_PAINTED(len);
  struct token signed_by_small = sign_at(&small, &read, NOW); /* a token alone has room enough */
  CHECK_BYTES(token.text, token.len, signed_by_small.text, signed_by_small.len);
  CHECK_STATUS(CELLO_SESSION_FULL, cello_session_set_null(&read, TEXT("n")));
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&read, ROOM));
  check_replace_by_its_own_entries(&read);
  CHECK_STATUS(CELLO_SESSION_FULL, fill_to(&read, ROOM + 1));
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&read, ROOM - 1));
  CHECK_STATUS(CELLO_SESSION_FULL, fill_to(&read, ROOM));
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&read, 1000));
  struct line written = write_at(&small, &read, NOW);
  CHECK(written.len < CELLO_SESSION_COOKIE_LINE_LEN_MAX);
  CHECK_STATUS(CELLO_SESSION_FULL, fill_to(&read, ROOM));
}

int main(void) {
  one_value_fills_the_room_exactly();
  the_largest_token_has_4000_characters();
  there_are_at_most_64_entries();
  a_change_that_does_not_grow_is_never_full();
  long_attributes_leave_less_room();
  what_fitted_once_fits_at_every_renewal();
  a_session_too_large_for_this_signer_can_shrink_but_not_grow();
  return check_report("test_room");
}
