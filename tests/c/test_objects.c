/* Objects that hold nothing: zeroed, painted, wiped, voided, or given for one of the other kind. */
#include "every_use.h"
#include "fixture.h"

#include <string.h>

/* Both kinds of objects in one place, so that each can be given for the other without reading past
 * its end. */
union object {
  cello_session_signer signer;
  cello_session session;
  unsigned char bytes[sizeof(cello_session_signer) + sizeof(cello_session)];
};

static void memory_that_was_never_set_up_is_refused(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  union object object;
  const int patterns[] = {0x00, 0xA5, 0xff, 0x01};
  for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
    memset(&object, patterns[i], sizeof object);
    check_every_use_of_session(&signer, &object.session, CELLO_SESSION_NOT_INITIALISED);
    check_every_use_of_signer(&object.signer, &session, CELLO_SESSION_NOT_INITIALISED);
  }
}

static void one_kind_given_for_the_other_is_refused(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  union object object;
  memset(&object, 0, sizeof object);
  object.signer = signer;
  check_every_use_of_session(&signer, &object.session, CELLO_SESSION_NOT_INITIALISED);
  memset(&object, 0, sizeof object);
  object.session = session;
  check_every_use_of_signer(&object.signer, &session, CELLO_SESSION_NOT_INITIALISED);
}

static void wipe_leaves_zeros(void) {
  static const unsigned char zeros[sizeof(union object)];
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, fill_to(&session, 2000));
  union object object;
  paint(&object, sizeof object);
  object.session = session;
  cello_session_wipe(&object.session);
  CHECK(memcmp(&object, zeros, sizeof object.session) == 0);
  CHECK(is_painted(object.bytes + sizeof object.session,
                   sizeof object - sizeof object.session)); /* and not a byte more */
  check_every_use_of_session(&signer, &object.session, CELLO_SESSION_NOT_INITIALISED);
  cello_session_wipe(&object.session);

  paint(&object, sizeof object);
  object.signer = signer;
  cello_session_signer_wipe(&object.signer);
  CHECK(memcmp(&object, zeros, sizeof object.signer) == 0);
  CHECK(is_painted(object.bytes + sizeof object.signer, sizeof object - sizeof object.signer));
  check_every_use_of_signer(&object.signer, &session, CELLO_SESSION_NOT_INITIALISED);

  paint(&object, sizeof object); /* memory that never held an object is wiped all the same */
  cello_session_signer_wipe(&object.signer);
  CHECK(memcmp(&object, zeros, sizeof object.signer) == 0);
  cello_session_wipe(NULL);
  cello_session_signer_wipe(NULL);
}

/* A session left over from the last visitor, given to a call that fails, shows nothing to the next
 * one. */
#define CHECK_VOIDS(expected, call)                                                                \
  do {                                                                                             \
    cello_session session = last_visitor;                                                          \
    CHECK_STATUS((expected), call);                                                                \
    check_every_use_of_session(&signer, &session, CELLO_SESSION_NOT_INITIALISED);                  \
  } while (0)

static void a_failed_call_leaves_no_session(void) {
  cello_session_signer signer = signer_default();
  cello_session last_visitor = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &last_visitor, NOW), forged = token;
  forged.text[token.len - 3] ^= 1;
  char header[CELLO_SESSION_TOKEN_LEN_MAX + 11] = "session_id=";
  memcpy(header + 11, token.text, token.len);
  const size_t header_len = token.len + 11;
  const uint64_t over = NOW + DAY_S, early = NOW - 61, beyond = UNIX_S_MAX + 1;

  CHECK_VOIDS(CELLO_SESSION_INVALID_ARGUMENT, cello_session_begin(&signer, ID_ZERO, NOW, &session));
  CHECK_VOIDS(CELLO_SESSION_TIME_RANGE, cello_session_begin(&signer, ID_ONE, beyond, &session));
  CHECK_VOIDS(CELLO_SESSION_NULL_ARGUMENT, cello_session_begin(&signer, NULL, NOW, &session));
  CHECK_VOIDS(CELLO_SESSION_NULL_ARGUMENT, cello_session_begin(NULL, ID_ONE, NOW, &session));

  CHECK_VOIDS(CELLO_SESSION_REJECTED, verify_at(&signer, &forged, NOW, &session));
  CHECK_VOIDS(CELLO_SESSION_REJECTED, cello_session_verify(&signer, NULL, 0, NOW, &session));
  CHECK_VOIDS(CELLO_SESSION_REJECTED, cello_session_verify(&signer, TEXT("0YRJ"), NOW, &session));
  CHECK_VOIDS(CELLO_SESSION_EXPIRED, verify_at(&signer, &token, over, &session));
  CHECK_VOIDS(CELLO_SESSION_NOT_YET_VALID, verify_at(&signer, &token, early, &session));
  CHECK_VOIDS(CELLO_SESSION_TIME_RANGE, verify_at(&signer, &token, beyond, &session));
  CHECK_VOIDS(CELLO_SESSION_NULL_ARGUMENT, verify_at(NULL, &token, NOW, &session));
  CHECK_VOIDS(CELLO_SESSION_NULL_ARGUMENT, cello_session_verify(&signer, NULL, 1, NOW, &session));

#define READ(text, len, now) cello_session_cookie_read(&signer, (text), (len), (now), &session)
  CHECK_VOIDS(CELLO_SESSION_MISSING, READ("", 0, NOW));
  CHECK_VOIDS(CELLO_SESSION_MISSING, READ("a=b", 3, NOW));
  CHECK_VOIDS(CELLO_SESSION_REJECTED, READ(header, header_len - 1, NOW));
  CHECK_VOIDS(CELLO_SESSION_REJECTED, READ(header, 11, NOW));
  CHECK_VOIDS(CELLO_SESSION_REJECTED, READ(text_of(65537), 65537, NOW));
  CHECK_VOIDS(CELLO_SESSION_EXPIRED, READ(header, header_len, over));
  CHECK_VOIDS(CELLO_SESSION_NOT_YET_VALID, READ(header, header_len, early));
  CHECK_VOIDS(CELLO_SESSION_TIME_RANGE, READ(header, header_len, beyond));
  CHECK_VOIDS(CELLO_SESSION_NULL_ARGUMENT, READ(NULL, 1, NOW));
#undef READ
  CHECK_VOIDS(CELLO_SESSION_NULL_ARGUMENT,
              cello_session_cookie_read(NULL, header, header_len, NOW, &session));
}

/* The signer that a failed signer_init was to write stays what it was: a working one, here. */
static void a_failed_signer_init_leaves_the_old_signer(void) {
  cello_session_signer signer = signer_default(), before = signer;
  cello_session_config config = config_default();
  config.max_age_s = 0;
  CHECK_STATUS(CELLO_SESSION_MAX_AGE, cello_session_signer_init(&signer, &config));
  CHECK(same_object(&signer, &before, sizeof signer));
  cello_session session = session_of_user(&signer, NOW);
  (void)sign_at(&signer, &session, NOW);
}

static void objects_may_be_copied_and_moved(void) {
  cello_session_signer first = signer_default(), second = first;
  cello_session session = session_of_user(&first, NOW);
  struct token expected = sign_at(&first, &session, NOW);
  cello_session_signer_wipe(&first);
  struct token token = sign_at(&second, &session, NOW);
  CHECK_BYTES(expected.text, expected.len, token.text, token.len);

  static uint64_t elsewhere[sizeof(cello_session) / 8 + 3];
  for (size_t shift = 0; shift < 3; shift++) {
    memcpy(elsewhere + shift, &session, sizeof session);
    cello_session_wipe(&session);
    cello_session *moved = (cello_session *)(void *)(elsewhere + shift);
    const char *user;
    size_t len;
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(moved, TEXT("user_id"), &user, &len));
    CHECK_TEXT("123", user, len);
    CHECK((const char *)moved < user && user < (const char *)(moved + 1));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(moved, TEXT("n"), (int64_t)shift));
    CHECK_STATUS(CELLO_SESSION_OK, cello_session_remove(moved, TEXT("n")));
    token = sign_at(&second, moved, NOW);
    CHECK_BYTES(expected.text, expected.len, token.text, token.len);
    memcpy(&session, moved, sizeof session);
  }
  cello_session copy = session; /* a copy lives a life of its own */
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&copy));
  token = sign_at(&second, &session, NOW);
  CHECK_BYTES(expected.text, expected.len, token.text, token.len);
}

int main(void) {
  memory_that_was_never_set_up_is_refused();
  one_kind_given_for_the_other_is_refused();
  wipe_leaves_zeros();
  a_failed_call_leaves_no_session();
  a_failed_signer_init_leaves_the_old_signer();
  objects_may_be_copied_and_moved();
  return check_report("test_objects");
}
