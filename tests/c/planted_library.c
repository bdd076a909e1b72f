/* A library that is wrong in one point at a time, put before the real one by the linker's --wrap:
 * the suite must tell. */
#include "cello_session.h"

#include <string.h>

#ifdef WRONG_verify
cello_session_status __real_cello_session_verify(const cello_session_signer *signer,
                                                 const char *token, size_t token_len,
                                                 uint64_t now_unix_s, cello_session *session_out);
cello_session_status __wrap_cello_session_verify(const cello_session_signer *signer,
                                                 const char *token, size_t token_len,
                                                 uint64_t now_unix_s, cello_session *session_out);

/* Leaves the last visitor's session in place when the token is refused. */
cello_session_status __wrap_cello_session_verify(const cello_session_signer *signer,
                                                 const char *token, size_t token_len,
                                                 uint64_t now_unix_s, cello_session *session_out) {
  cello_session before;
  if (session_out == NULL || (uintptr_t)session_out % 8 != 0) {
    return __real_cello_session_verify(signer, token, token_len, now_unix_s, session_out);
  }
  memcpy(&before, session_out, sizeof before);
  cello_session_status status =
      __real_cello_session_verify(signer, token, token_len, now_unix_s, session_out);
  if (status != CELLO_SESSION_OK) {
    memcpy(session_out, &before, sizeof before);
  }
  return status;
}
#endif

#ifdef WRONG_sign
cello_session_status __real_cello_session_sign(const cello_session_signer *signer,
                                               const cello_session *session, uint64_t now_unix_s,
                                               char *token_out, size_t token_cap,
                                               size_t *token_len_out);
cello_session_status __wrap_cello_session_sign(const cello_session_signer *signer,
                                               const cello_session *session, uint64_t now_unix_s,
                                               char *token_out, size_t token_cap,
                                               size_t *token_len_out);

/* Says a length also when it failed. */
cello_session_status __wrap_cello_session_sign(const cello_session_signer *signer,
                                               const cello_session *session, uint64_t now_unix_s,
                                               char *token_out, size_t token_cap,
                                               size_t *token_len_out) {
  cello_session_status status =
      __real_cello_session_sign(signer, session, now_unix_s, token_out, token_cap, token_len_out);
  if (status == CELLO_SESSION_BUFFER_TOO_SMALL) {
    *token_len_out = 0;
  }
  return status;
}
#endif

#ifdef WRONG_get_int
cello_session_status __real_cello_session_get_int(const cello_session *session, const char *key,
                                                  size_t key_len, int64_t *value_out);
cello_session_status __wrap_cello_session_get_int(const cello_session *session, const char *key,
                                                  size_t key_len, int64_t *value_out);

/* Takes an output inside of its input. */
cello_session_status __wrap_cello_session_get_int(const cello_session *session, const char *key,
                                                  size_t key_len, int64_t *value_out) {
  int64_t value;
  if (value_out == NULL || (uintptr_t)value_out % 8 != 0) {
    return __real_cello_session_get_int(session, key, key_len, value_out);
  }
  cello_session_status status = __real_cello_session_get_int(session, key, key_len, &value);
  if (status == CELLO_SESSION_OK) {
    memcpy(value_out, &value, sizeof value);
  }
  return status;
}
#endif

#ifdef WRONG_wipe
void __real_cello_session_wipe(cello_session *session);
void __wrap_cello_session_wipe(cello_session *session);

/* Forgets the end of the object. */
void __wrap_cello_session_wipe(cello_session *session) {
  uint64_t last;
  if (session == NULL || (uintptr_t)session % 8 != 0) {
    return;
  }
  memcpy(&last, (char *)session + sizeof *session - 8, sizeof last);
  __real_cello_session_wipe(session);
  memcpy((char *)session + sizeof *session - 8, &last, sizeof last);
}
#endif
