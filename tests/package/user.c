/* A program of somebody who has installed the library: signs a session and reads it back. */

#include <cello_session.h>
#include <stdio.h>
#include <string.h>

static const uint8_t secret[] = "an example secret of at least 32 bytes";
static const uint8_t id[CELLO_SESSION_ID_LEN] = {1};
static const uint64_t now = 1700000000;

int main(void) {
  cello_session_config config;
  cello_session_signer signer;
  cello_session session, read;
  char token[CELLO_SESSION_TOKEN_LEN_MAX];
  const char *user;
  size_t token_len, user_len;

  if (cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION))
    return 1;
  config.signing_secret = secret;
  config.signing_secret_len = sizeof secret - 1;
  if (cello_session_signer_init(&signer, &config) ||
      cello_session_begin(&signer, id, now, &session) ||
      cello_session_set_text(&session, CELLO_SESSION_STR("user"), CELLO_SESSION_STR("alice")) ||
      cello_session_sign(&signer, &session, now, token, sizeof token, &token_len))
    return 2;
  if (cello_session_verify(&signer, token, token_len, now, &read) ||
      cello_session_get_text(&read, CELLO_SESSION_STR("user"), &user, &user_len))
    return 3;
  cello_session_signer_wipe(&signer);
  if (strcmp(cello_session_version(), CELLO_SESSION_VERSION) != 0)
    return 4;
  printf("%.*s\n", (int)user_len, user);
  return 0;
}
