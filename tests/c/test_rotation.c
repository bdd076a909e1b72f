/* Secrets: which tokens a signer takes, the three stages of a rotation, and the cookie name as part
 * of the key. */
#include "fixture.h"

#include <string.h>

/* A signer that signs with the first letter and accepts the others: 1, 2 and 3 name the fixture's
 * secrets. */
static cello_session_signer signer_with(const char *secrets, const char *cookie_name) {
  static const cello_session_bytes known[] = {
      {SECRET_ONE, SECRET_ONE_LEN}, {SECRET_TWO, SECRET_TWO_LEN}, {SECRET_THREE, SECRET_THREE_LEN}};
  cello_session_bytes accepted[3];
  cello_session_config config = config_default();
  config.signing_secret = known[secrets[0] - '1'].data;
  config.signing_secret_len = known[secrets[0] - '1'].len;
  config.accepted_secrets = accepted;
  config.accepted_secret_count = strlen(secrets) - 1;
  for (size_t i = 0; i < config.accepted_secret_count; i++) {
    accepted[i] = known[secrets[i + 1] - '1'];
  }
  config.cookie_name = cookie_name;
  config.cookie_name_len = strlen(cookie_name);
  cello_session_signer signer = signer_of(&config);
  paint(accepted, sizeof accepted); /* the signer keeps no pointer into its configuration */
  return signer;
}

static struct token token_of(const cello_session_signer *signer) {
  cello_session session = session_of_user(signer, NOW);
  return sign_at(signer, &session, NOW);
}

static void every_secret_that_is_held_verifies(void) {
  const char *rings[] = {"1", "2", "3", "12", "21", "13", "31", "123", "213", "321", "132"};
  for (size_t i = 0; i < sizeof rings / sizeof rings[0]; i++) {
    for (char secret = '1'; secret <= '3'; secret++) {
      const char alone[] = {secret, 0};
      cello_session_signer reader = signer_with(rings[i], "session_id");
      cello_session_signer writer = signer_with(alone, "session_id");
      struct token token = token_of(&writer);
      cello_session session;
      CHECK_STATUS(strchr(rings[i], secret) != NULL ? CELLO_SESSION_OK : CELLO_SESSION_REJECTED,
                   verify_at(&reader, &token, NOW, &session));
    }
  }
}

static void only_the_signing_secret_signs(void) {
  cello_session_signer one = signer_with("1", "session_id"), two = signer_with("2", "session_id");
  cello_session_signer rotating = signer_with("213", "session_id");
  struct token old = token_of(&one), expected = token_of(&two), token = token_of(&rotating);
  CHECK_BYTES(expected.text, expected.len, token.text, token.len);
  cello_session read = read_at(&rotating, &old, NOW);
  token = sign_at(&rotating, &read, NOW); /* what came with an old secret leaves with the new one */
  CHECK_BYTES(expected.text, expected.len, token.text, token.len);
  cello_session session;
  CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&one, &token, NOW, &session));
}

/* Hosts A and B serve one site; whichever stage each is in, they read each other's tokens. */
static void a_staged_rotation_locks_nobody_out(void) {
  const struct {
    const char *a, *b;
  } stages[] = {{"1", "1"},   {"12", "1"}, {"12", "12"}, {"21", "12"},
                {"21", "21"}, {"2", "21"}, {"2", "2"}};
  for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
    cello_session_signer a = signer_with(stages[i].a, "session_id");
    cello_session_signer b = signer_with(stages[i].b, "session_id");
    struct token of_a = token_of(&a), of_b = token_of(&b);
    (void)read_at(&b, &of_a, NOW);
    (void)read_at(&a, &of_b, NOW);
  }
  cello_session_signer after = signer_with("2", "session_id"),
                       before = signer_with("1", "session_id");
  struct token old = token_of(&before);
  cello_session session;
  CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&after, &old, NOW, &session));
}

static void the_order_of_accepted_secrets_does_not_matter(void) {
  cello_session_signer first = signer_with("123", "session_id");
  cello_session_signer second = signer_with("132", "session_id");
  cello_session_signer two = signer_with("2", "session_id");
  struct token token = token_of(&two);
  cello_session a = read_at(&first, &token, NOW), b = read_at(&second, &token, NOW);
  cello_session_info info_a = describe_at(&first, &a, NOW + 100);
  cello_session_info info_b = describe_at(&second, &b, NOW + 100);
  CHECK_BYTES(&info_a, sizeof info_a, &info_b, sizeof info_b);
}

static void a_token_of_one_name_is_worthless_under_another(void) {
  cello_session_signer reader = signer_with("1", "session_id");
  const char *names[] = {"Session_id", "session_i", "session_idx", "session_ie", "SESSION_ID", "a"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    cello_session_signer writer = signer_with("1", names[i]);
    struct token token = token_of(&writer);
    cello_session session;
    CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&reader, &token, NOW, &session));
  }
}

static void a_nul_behind_a_secret_makes_another_secret(void) {
  cello_session_config config = config_default();
  config.signing_secret_len = SECRET_ONE_LEN + 1; /* the array ends with a NUL */
  cello_session_signer longer = signer_of(&config), plain = signer_default();
  struct token of_longer = token_of(&longer), of_plain = token_of(&plain);
  cello_session session;
  CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&plain, &of_longer, NOW, &session));
  CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&longer, &of_plain, NOW, &session));
}

/* docs/format.md works this example out; it was made with an independent implementation. */
static void the_worked_example_comes_out_byte_for_byte(void) {
  static const char expected[] =
      "0YRJogEFBETS_UeGoFhApAQaZVVCgAYaZVPxAAdQAAECAwQFBgcICQoLDA0ODzoAAQABomd1c2Vy"
      "X2lkYzEyM2h1c2VybmFtZWVhbGljZVggxbglVK4aqo7APSTxXsP_edNkfMCEr2zJysBl4utyMf4";
  static const char expected_later[] =
      "0YRJogEFBETS_UeGoFhLpQQaZVVQkAYaZVP_EAdQAAECAwQFBgcICQoLDA0ODzoAAQAAGmVT8QA6"
      "AAEAAaNhatkBBkdbMSwyLjVdYW4kZ3VzZXJfaWRjMTIzWCDfiGEyzmG_GdoxT2GUq6S0SqFca02t1lfP_cU2oftUfA";
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("username"), TEXT("alice")));
  struct token token = sign_at(&signer, &session, NOW);
  CHECK_BYTES(expected, sizeof expected - 1, token.text, token.len);
  cello_session read = read_at(&signer, &token, NOW + 3600);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(&read, TEXT("username")));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&read, TEXT("n"), -5));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_json(&read, TEXT("j"), TEXT("[1,2.5]")));
  token = sign_at(&signer, &read, NOW + 3600);
  CHECK_BYTES(expected_later, sizeof expected_later - 1, token.text, token.len);
}

/* Every character of a token counts: each edit, deletion, insertion and cut is rejected. */
static void no_edit_of_a_token_passes(void) {
  static const char others[] = "Aa0-_=+/ .\n\t;\xff";
  cello_session_signer signer = signer_default();
  struct token token = token_of(&signer);
  cello_session session;
  for (size_t i = 0; i <= token.len; i++) {
    CHECK_STATUS(i == token.len ? CELLO_SESSION_OK : CELLO_SESSION_REJECTED,
                 cello_session_verify(&signer, token.text, i, NOW, &session));
    for (size_t j = 0; j < sizeof others; j++) { /* the NUL is one of them */
      struct token edited = token;
      if (i < token.len && token.text[i] != others[j]) {
        edited.text[i] = others[j];
        CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&signer, &edited, NOW, &session));
      }
      memmove(edited.text + i + 1, token.text + i, token.len - i);
      edited.text[i] = others[j];
      edited.len = token.len + 1;
      CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&signer, &edited, NOW, &session));
    }
    if (i < token.len) {
      struct token shorter = token;
      memmove(shorter.text + i, token.text + i + 1, token.len - i - 1);
      shorter.len = token.len - 1;
      CHECK_STATUS(CELLO_SESSION_REJECTED, verify_at(&signer, &shorter, NOW, &session));
    }
  }
}

int main(void) {
  every_secret_that_is_held_verifies();
  only_the_signing_secret_signs();
  a_staged_rotation_locks_nobody_out();
  the_order_of_accepted_secrets_does_not_matter();
  a_token_of_one_name_is_worthless_under_another();
  a_nul_behind_a_secret_makes_another_secret();
  the_worked_example_comes_out_byte_for_byte();
  no_edit_of_a_token_passes();
  return check_report("test_rotation");
}
