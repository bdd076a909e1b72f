/* The second unit of header_twice.c: it includes the header too, and calls through it. */
#include "cello_session.h"

cello_session_status begin_in_the_other_unit(cello_session *session_out);

cello_session_status begin_in_the_other_unit(cello_session *session_out) {
  static const uint8_t secret[CELLO_SESSION_SECRET_LEN_MIN] = {1};
  static const uint8_t id[CELLO_SESSION_ID_LEN] = {1};
  cello_session_config config;
  cello_session_signer signer;
  cello_session_status status =
      cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION);
  if (status != CELLO_SESSION_OK) {
    return status;
  }
  config.signing_secret = secret;
  config.signing_secret_len = sizeof secret;
  status = cello_session_signer_init(&signer, &config);
  if (status != CELLO_SESSION_OK) {
    return status;
  }
  status = cello_session_begin(&signer, id, 1700000000, session_out);
  cello_session_signer_wipe(&signer);
  return status;
}
