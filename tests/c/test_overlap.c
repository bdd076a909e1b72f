/* Pointers inside of pointers: what the configuration points to, neighbours that only touch, and
 * const arguments. */
#include "fixture.h"
#include "guarded.h"

#include <string.h>

/* The configuration holds pointers of its own, which the generated pointer tests do not see. */
static void what_a_configuration_points_to_may_not_lie_in_the_signer(void) {
  cello_session_signer signer;
  cello_session_bytes accepted = {SECRET_TWO, SECRET_TWO_LEN};
  const size_t places[] = {0, 8, 2048, sizeof signer - 40};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
    memset(&signer, 'x', sizeof signer);
    cello_session_signer before = signer;
    char *inside = (char *)&signer + places[i];
    for (int which = 0; which < 6; which++) {
      cello_session_config config = config_default();
      accepted.data = SECRET_TWO;
      config.accepted_secrets = &accepted;
      config.accepted_secret_count = 1;
      if (which == 0) {
        config.signing_secret = (const uint8_t *)inside;
      } else if (which == 1) {
        accepted.data = (const uint8_t *)inside;
      } else if (which == 2) {
        config.accepted_secrets = (const cello_session_bytes *)(void *)inside;
      } else if (which == 3) {
        config.cookie_name = inside;
      } else if (which == 4) {
        config.path = inside;
      } else {
        config.domain = inside;
        config.domain_len = 3;
      }
      CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT, cello_session_signer_init(&signer, &config));
      CHECK(same_object(&signer, &before, sizeof signer));
    }
  }
}

static void a_misaligned_list_of_secrets_is_refused(void) {
  uint64_t room[8];
  cello_session_bytes accepted = {SECRET_TWO, SECRET_TWO_LEN};
  cello_session_config config = config_default();
  cello_session_signer signer;
  for (size_t shift = 0; shift < 8; shift++) {
    memcpy((char *)room + shift, &accepted, sizeof accepted);
    config.accepted_secrets = (const cello_session_bytes *)(void *)((char *)room + shift);
    config.accepted_secret_count = 1;
    CHECK_STATUS(shift == 0 ? CELLO_SESSION_OK : CELLO_SESSION_INVALID_ARGUMENT,
                 cello_session_signer_init(&signer, &config));
  }
}

static void every_shift_of_an_object_is_misaligned(void) {
  static uint64_t room[sizeof(cello_session_signer) / 8 + 1];
  cello_session_signer good = signer_default();
  cello_session session = session_of_user(&good, NOW);
  char text[CELLO_SESSION_TOKEN_LEN_MAX];
  size_t len;
  for (size_t shift = 1; shift < 8; shift++) {
    memcpy((char *)room + shift, &good, sizeof good);
    cello_session_signer *signer = (cello_session_signer *)(void *)((char *)room + shift);
    CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
                 cello_session_sign(signer, &session, NOW, text, sizeof text, &len));
    cello_session_signer_wipe(signer); /* does nothing, having no status to say so with */
    CHECK(same_object((char *)room + shift, &good, sizeof good));
    memcpy((char *)room + shift, &session, sizeof session);
    cello_session *moved = (cello_session *)(void *)((char *)room + shift);
    CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT, cello_session_begin(&good, ID_ONE, NOW, moved));
    CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT, cello_session_clear(moved));
    cello_session_wipe(moved);
    CHECK(same_object((char *)room + shift, &session, sizeof session));
  }
}

/* What a configuration points to, each at a guard page and read-only; it is not needed after the
 * call. */
static void nothing_around_a_configurations_parts_is_read(void) {
  const enum guarded_place places[] = {BEFORE_GUARD, BEHIND_GUARD};
  for (size_t i = 0; i < 2; i++) {
    void *signing = guarded_copy(SECRET_ONE, SECRET_ONE_LEN, places[i]);
    void *other = guarded_copy(SECRET_TWO, SECRET_TWO_LEN, places[i]);
    cello_session_bytes bytes = {other, SECRET_TWO_LEN};
    void *accepted = guarded_copy(&bytes, sizeof bytes, places[i]);
    void *name = guarded_copy("session_id", 10, places[i]);
    void *path = guarded_copy("/app", 4, places[i]);
    void *domain = guarded_copy("a.example", 9, places[i]);
    guarded_make_read_only(signing, SECRET_ONE_LEN);
    guarded_make_read_only(other, SECRET_TWO_LEN);
    guarded_make_read_only(accepted, sizeof bytes);
    guarded_make_read_only(name, 10);
    guarded_make_read_only(path, 4);
    guarded_make_read_only(domain, 9);
    cello_session_config config = config_default();
    config.signing_secret = signing;
    config.signing_secret_len = SECRET_ONE_LEN;
    config.accepted_secrets = accepted;
    config.accepted_secret_count = 1;
    config.cookie_name = name;
    config.cookie_name_len = 10;
    config.path = path;
    config.path_len = 4;
    config.domain = domain;
    config.domain_len = 9;
    cello_session_signer signer = signer_of(&config);
    guarded_free(signing, SECRET_ONE_LEN);
    guarded_free(other, SECRET_TWO_LEN);
    guarded_free(accepted, sizeof bytes);
    guarded_free(name, 10);
    guarded_free(path, 4);
    guarded_free(domain, 9);
    memset(&config, 0, sizeof config);
    cello_session session = session_of_user(&signer, NOW);
    struct token token = sign_at(&signer, &session, NOW);
    (void)read_at(&signer, &token, NOW);
  }
}

/* Arguments that only touch each other overlap nowhere. */
static void neighbours_are_no_overlap(void) {
  static struct {
    char token[160];
    cello_session session;
    char key[8];
    cello_session_signer signer;
    size_t len;
    char line[400];
  } a;
  a.signer = signer_default();
  memcpy(a.key, "user_id\0", 8);
  a.session = session_empty(&a.signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&a.session, a.key, 8, a.token, 0));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&a.session, a.key, 7, a.key, 8));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_write(&a.signer, &a.session, NOW, a.line,
                                                            sizeof a.line, &a.len));
  const char *end = memchr(a.line, ';', a.len);
  CHECK(end != NULL);
  const size_t len = (size_t)(end - a.line) - 11;
  CHECK(len <= sizeof a.token);
  char *token = a.token + sizeof a.token - len; /* ends where the session begins */
  memcpy(token, a.line + 11, len);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_verify(&a.signer, token, len, NOW, &a.session));
}

/* Empty input lies nowhere, wherever it points. */
static void an_empty_input_inside_of_the_object_is_no_overlap(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  const char *inside = (const char *)&session + 100;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("k"), inside, 0));
  CHECK_STATUS(CELLO_SESSION_REJECTED, cello_session_verify(&signer, inside, 0, NOW, &session));
}

/* A value got from the session and set in it again is the mistake that this rule is for. */
static void a_value_of_the_session_itself_is_refused_as_input(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW), before = session;
  const char *user;
  size_t len;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(&session, TEXT("user_id"), &user, &len));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT,
               cello_session_set_text(&session, TEXT("copy"), user, len));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT, cello_session_set_null(&session, user, len));
  CHECK_STATUS(CELLO_SESSION_INVALID_ARGUMENT, cello_session_remove(&session, user, len));
  CHECK(same_object(&session, &before, sizeof session));
  /* Asking for a key that lies in the session changes nothing, so it is allowed. */
  CHECK_STATUS(CELLO_SESSION_NOT_FOUND, cello_session_get_text(&session, user, len, &user, &len));
}

int main(void) {
  what_a_configuration_points_to_may_not_lie_in_the_signer();
  a_misaligned_list_of_secrets_is_refused();
  every_shift_of_an_object_is_misaligned();
  nothing_around_a_configurations_parts_is_read();
  neighbours_are_no_overlap();
  an_empty_input_inside_of_the_object_is_no_overlap();
  a_value_of_the_session_itself_is_refused_as_input();
  return check_report("test_overlap");
}
