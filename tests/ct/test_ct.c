/* Every use of a secret, with the secrets marked: no branch and no address may depend on one. Run
 * by valgrind.
 *
 *   test_ct              the check: 0 reports in each scenario
 *   test_ct unattended   nobody declares the verdict public: the tool has to report that it is
 * branched on
 */
#include "fixture.h"
#include "secrecy.h"

#include <stdio.h>
#include <string.h>

enum { ACCEPTED = CELLO_SESSION_ACCEPTED_SECRETS_MAX, LONG_LEN = 1000 };

/* The signing secret, the accepted ones, and one that the signer does not have. */
static uint8_t secrets[1 + ACCEPTED + 1][40];
static int attended;
static cello_session_signer signer, other_name, stranger, accepted_alone[ACCEPTED];

/* The number of reports that one scenario added, which has to be none. */
#define SCENARIO(name, statements)                                                                 \
  do {                                                                                             \
    const unsigned long before = reports();                                                        \
    check_case(name);                                                                              \
    statements;                                                                                    \
    CHECK_UINT(before, reports());                                                                 \
    check_case(NULL);                                                                              \
  } while (0)

static void make_secrets(void) {
  for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
    memset(secrets[i], (int)(i + 1), sizeof secrets[i]);
  }
  mark_secret(secrets, sizeof secrets);
}

static cello_session_status make_signer(cello_session_signer *signer_out, size_t signing,
                                        size_t accepted_count, const char *name) {
  cello_session_bytes accepted[ACCEPTED];
  cello_session_config config = config_default();
  config.signing_secret = secrets[signing];
  config.signing_secret_len = sizeof secrets[signing];
  config.accepted_secrets = accepted;
  config.accepted_secret_count = accepted_count;
  for (size_t i = 0; i < accepted_count; i++) {
    accepted[i].data = secrets[i + 1];
    accepted[i].len = sizeof secrets[i + 1];
  }
  config.cookie_name = name;
  config.cookie_name_len = strlen(name);
  return cello_session_signer_init(signer_out, &config);
}

static void configure(void) {
  SCENARIO("signer_init with eight secrets",
           CHECK_STATUS(CELLO_SESSION_OK, make_signer(&signer, 0, ACCEPTED, "session_id")));
  CHECK(!attended || secret_bytes_declassified() >= 4 * (1 + ACCEPTED)); /* each key id */
  SCENARIO("signer_init for another name",
           CHECK_STATUS(CELLO_SESSION_OK, make_signer(&other_name, 0, 0, "other")));
  SCENARIO("signer_init with a secret that nobody shares",
           CHECK_STATUS(CELLO_SESSION_OK, make_signer(&stranger, ACCEPTED + 1, 0, "session_id")));
  SCENARIO("signer_init with the same secret twice", cello_session_signer unused;
           CHECK_STATUS(CELLO_SESSION_SECRET_DUPLICATE, make_signer(&unused, 1, 1, "session_id")));
  for (size_t i = 0; i < ACCEPTED; i++) {
    SCENARIO(
        "signer_init with one secret",
        CHECK_STATUS(CELLO_SESSION_OK, make_signer(&accepted_alone[i], i + 1, 0, "session_id")));
  }
}

/* The tag is what comes of the secret: from the character where it begins on, and nowhere else, the
   text is secret. That shows that the marks go all the way from the secret through key and hash to
   the output. */
static void check_marks(const char *text, size_t token_at, size_t token_len, size_t len) {
  const size_t tag_at = token_at + (token_len * 3 / 4 - 32) * 4 / 3, end = token_at + token_len;
  for (size_t i = 0; i < len && attended; i++) {
    CHECK(is_secret(text + i) == (i >= tag_at && i < end));
  }
}

/* What has left the library is public: whoever has the cookie can read it. */
static struct token signed_by(const cello_session_signer *by, const cello_session *session,
                              uint64_t now_unix_s) {
  struct token token;
  SCENARIO("sign",
           CHECK_STATUS(CELLO_SESSION_OK, cello_session_sign(by, session, now_unix_s, token.text,
                                                             sizeof token.text, &token.len)));
  check_marks(token.text, 0, token.len, token.len);
  mark_public(token.text, sizeof token.text);
  return token;
}

static void sign_sessions_of_all_sizes(void) {
  const size_t lens[] = {0, 1, 2, 3, 20, 47, 48, 49, 100, 255, 256, LONG_LEN, 2500, 2885};
  static uint8_t value[CELLO_SESSION_ENTRIES_LEN_MAX];
  for (size_t i = 0; i < sizeof lens / sizeof lens[0]; i++) {
    cello_session session = session_empty(&signer, NOW);
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_bytes(&session, TEXT("k"), value, lens[i]));
    struct token token = signed_by(&signer, &session, NOW);
    SCENARIO("verify what was signed",
             CHECK_STATUS(CELLO_SESSION_OK, verify_at(&signer, &token, NOW, &session)));
    (void)signed_by(&signer, &session, NOW + 100);
  }
}

/* A value that is somebody's credential: its bytes decide nothing on the way into the token either.
 */
static void sign_a_secret_value(void) {
  uint8_t value[200];
  struct token token;
  cello_session session = session_empty(&signer, NOW);
  memset(value, 7, sizeof value);
  mark_secret(value, sizeof value);
  SCENARIO("set and sign a value that is secret",
           CHECK_STATUS(CELLO_SESSION_OK,
                        cello_session_set_bytes(&session, TEXT("k"), value, sizeof value));
           CHECK_STATUS(CELLO_SESSION_OK, cello_session_sign(&signer, &session, NOW, token.text,
                                                             sizeof token.text, &token.len)));
  CHECK(!attended || is_secret(token.text + token.len / 2));
}

enum { ANY = -1, NONE = 0, ONE_EACH = 2 };

/* Through both doors. Where a tag is compared, its verdict is one byte that goes through the
   mailbox: also for a key id that nobody has, which is the same work. */
static void expect(const char *name, cello_session_status expected,
                   const cello_session_signer *reader, const struct token *token,
                   uint64_t now_unix_s, int verdicts) {
  char header[CELLO_SESSION_TOKEN_LEN_MAX + 40] = "a=b; session_id=";
  cello_session session;
  memcpy(header + 16, token->text, token->len);
  const unsigned long before = bytes_declassified();
  SCENARIO(name, CHECK_STATUS(expected, verify_at(reader, token, now_unix_s, &session));
           CHECK_STATUS(expected, cello_session_cookie_read(reader, header, 16 + token->len,
                                                            now_unix_s, &session)));
  if (verdicts != ANY && attended) {
    CHECK_UINT((uint64_t)verdicts, bytes_declassified() - before);
  }
}

static void expect_of_another_name(const struct token *token) {
  cello_session session;
  SCENARIO("verify with another name",
           CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&other_name, token, NOW, &session)));
}

static void verify_tokens_good_and_bad(void) {
  cello_session session = session_of_user(&signer, NOW);
  struct token token = signed_by(&signer, &session, NOW), foreign;
  const unsigned long secret_before = secret_bytes_declassified();
  expect("verify a good token", CELLO_SESSION_OK, &signer, &token, NOW, ONE_EACH);
  CHECK(!attended || secret_bytes_declassified() - secret_before == ONE_EACH);
  expect("verify an expired token", CELLO_SESSION_EXPIRED, &signer, &token, NOW + DAY_S, ONE_EACH);
  expect("verify a token of the future", CELLO_SESSION_NOT_YET_VALID, &signer, &token, NOW - 61,
         ONE_EACH);
  expect_of_another_name(&token);
  foreign = signed_by(&stranger, &session, NOW);
  expect("verify an unknown key id", CELLO_SESSION_REJECTED, &signer, &foreign, NOW, ONE_EACH);
  for (size_t i = 0; i < ACCEPTED; i++) {
    foreign = signed_by(&accepted_alone[i], &session, NOW);
    expect("verify by an accepted secret", CELLO_SESSION_OK, &signer, &foreign, NOW, ONE_EACH);
  }
  for (size_t i = 0; i < token.len; i++) { /* kid, claims, tag: wherever it is wrong */
    struct token forged = token;
    forged.text[i] = token.text[i] == 'A' ? 'B' : 'A';
    expect("verify a forged token", CELLO_SESSION_REJECTED, &signer, &forged, NOW, ANY);
    if (i == 60) { /* within the claims */
      expect("verify a forged and expired token", CELLO_SESSION_REJECTED, &signer, &forged,
             NOW + DAY_S, ONE_EACH);
    }
  }
  for (size_t len = 0; len < token.len; len += 7) {
    struct token shorter = token;
    shorter.len = len;
    expect("verify a token cut short", CELLO_SESSION_REJECTED, &signer, &shorter, NOW, NONE);
  }
}

/* A right tag over malformed claims cannot be made through the API, and need not be: the grammar
   behind the tag reads received bytes alone, which are public. What is left are several cookies in
   one header, and the line. */
static void cookies(void) {
  cello_session session = session_of_user(&signer, NOW);
  struct token token = signed_by(&signer, &session, NOW);
  static char header[4 * CELLO_SESSION_TOKEN_LEN_MAX];
  struct token forged = token;
  forged.text[forged.len - 8] ^= 1;
  int len = snprintf(header, sizeof header, "session_id=%.*s; session_id=%.*s; session_id=%.*s",
                     (int)forged.len, forged.text, (int)token.len, token.text, (int)forged.len,
                     forged.text);
  SCENARIO("cookie_read of three",
           CHECK_STATUS(CELLO_SESSION_OK,
                        cello_session_cookie_read(&signer, header, (size_t)len, NOW, &session)));
  struct line line;
  cello_session_info info;
  SCENARIO("cookie_write", CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_write(
                                                              &signer, &session, NOW, line.text,
                                                              sizeof line.text, &line.len)));
  check_marks(line.text, 11, token.len, line.len);
  SCENARIO("describe, and the deletion",
           CHECK_STATUS(CELLO_SESSION_OK,
                        cello_session_describe(&signer, &session, NOW, &info, sizeof info));
           CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_write_deletion(
                                              &signer, line.text, sizeof line.text, &line.len)));
}

static void wipe(void) {
  SCENARIO("signer_wipe", cello_session_signer_wipe(&signer));
  for (size_t i = 0; i < sizeof signer; i++) {
    CHECK(!is_secret((const char *)&signer + i));
  }
}

int main(int argc, char **argv) {
  attended = argc < 2 || strcmp(argv[1], "unattended") != 0;
  make_secrets();
  if (attended) {
    attend_mailbox();
  }
  configure();
  sign_sessions_of_all_sizes();
  sign_a_secret_value();
  verify_tokens_good_and_bad();
  cookies();
  wipe();
  if (attended) {
    leave_mailbox();
  }
  return check_report("test_ct");
}
