/* Calls each function that takes an object once, all other arguments being good, with outputs that
 * show a write. */
#include "every_use.h"
#include "fixture.h"

#include <string.h>

/* One painted place for each output, compared after every call. */
struct outputs {
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX];
  cello_session_info info;
  const char *text;
  const uint8_t *bytes;
  int64_t integer;
  size_t len;
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  uint8_t flag;
};

static struct outputs out;

#define REFUSED(call)                                                                              \
  do {                                                                                             \
    paint(&out, sizeof out);                                                                       \
    CHECK_STATUS(expected, call);                                                                  \
    CHECK_PAINTED(out);                                                                            \
  } while (0)

static void check_reading(const cello_session_signer *signer, const cello_session *session,
                          cello_session_status expected) {
  REFUSED(cello_session_get(session, TEXT("user_id"), out.entries));
  REFUSED(cello_session_get_text(session, TEXT("user_id"), &out.text, &out.len));
  REFUSED(cello_session_get_bytes(session, TEXT("user_id"), &out.bytes, &out.len));
  REFUSED(cello_session_get_json(session, TEXT("user_id"), &out.text, &out.len));
  REFUSED(cello_session_get_int(session, TEXT("user_id"), &out.integer));
  REFUSED(cello_session_get_bool(session, TEXT("user_id"), &out.flag));
  REFUSED(cello_session_entries(session, out.entries, CELLO_SESSION_ENTRIES_MAX, &out.len));
  REFUSED(cello_session_describe(signer, session, NOW, &out.info, sizeof out.info));
  REFUSED(cello_session_sign(signer, session, NOW, out.line, sizeof out.line, &out.len));
  REFUSED(cello_session_cookie_write(signer, session, NOW, out.line, sizeof out.line, &out.len));
}

void check_every_use_of_session(const cello_session_signer *signer, cello_session *session,
                                cello_session_status expected) {
  cello_session before = *session;
  const uint8_t byte = 1;
  check_reading(signer, session, expected);
  CHECK_STATUS(expected, cello_session_set_text(session, TEXT("user_id"), TEXT("1")));
  CHECK_STATUS(expected, cello_session_set_bytes(session, TEXT("user_id"), &byte, 1));
  CHECK_STATUS(expected, cello_session_set_json(session, TEXT("user_id"), TEXT("[]")));
  CHECK_STATUS(expected, cello_session_set_int(session, TEXT("user_id"), 1));
  CHECK_STATUS(expected, cello_session_set_bool(session, TEXT("user_id"), 1));
  CHECK_STATUS(expected, cello_session_set_null(session, TEXT("user_id")));
  CHECK_STATUS(expected, cello_session_replace(session, NULL, 0, NULL, 0));
  CHECK_STATUS(expected, cello_session_remove(session, TEXT("user_id")));
  CHECK_STATUS(expected, cello_session_clear(session));
  CHECK_STATUS(expected, cello_session_rotate_id(session, ID_TWO));
  CHECK_STATUS(expected, cello_session_login(signer, session, ID_TWO, NOW));
  CHECK_STATUS(expected, cello_session_set_lifetime(session, 60));
  CHECK(same_object(&before, session, sizeof before));
}

void check_every_use_of_signer(const cello_session_signer *signer, const cello_session *session,
                               cello_session_status expected) {
  cello_session changed = *session, voided = *session;
  REFUSED(cello_session_describe(signer, session, NOW, &out.info, sizeof out.info));
  REFUSED(cello_session_sign(signer, session, NOW, out.line, sizeof out.line, &out.len));
  REFUSED(cello_session_cookie_write(signer, session, NOW, out.line, sizeof out.line, &out.len));
  REFUSED(cello_session_cookie_write_deletion(signer, out.line, sizeof out.line, &out.len));
  CHECK_STATUS(expected, cello_session_login(signer, &changed, ID_TWO, NOW));
  CHECK(same_object(&changed, session, sizeof changed));

  cello_session_signer good = signer_default();
  CHECK_STATUS(expected, cello_session_begin(signer, ID_ONE, NOW, &voided));
  check_reading(&good, &voided, CELLO_SESSION_NOT_INITIALISED);
  voided = *session;
  CHECK_STATUS(expected, cello_session_verify(signer, TEXT("0YRJ"), NOW, &voided));
  check_reading(&good, &voided, CELLO_SESSION_NOT_INITIALISED);
  voided = *session;
  CHECK_STATUS(expected, cello_session_cookie_read(signer, TEXT("a=b"), NOW, &voided));
  check_reading(&good, &voided, CELLO_SESSION_NOT_INITIALISED);
}
