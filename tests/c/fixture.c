/* Makes the signers, sessions and tokens that the programs of this suite begin with; each step is a
 * check itself. */
#include "fixture.h"

#include <string.h>

const uint8_t SECRET_ONE[SECRET_ONE_LEN + 1] = "session-secret-minimum-32-bytes-long";
const uint8_t SECRET_TWO[SECRET_TWO_LEN + 1] = "another-secret-of-32-bytes-here!";
const uint8_t SECRET_THREE[SECRET_THREE_LEN + 1] = "a-third-secret-of-32-bytes-here!";

const uint8_t ID_ZERO[CELLO_SESSION_ID_LEN] = {0};
const uint8_t ID_ONE[CELLO_SESSION_ID_LEN] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
const uint8_t ID_TWO[CELLO_SESSION_ID_LEN] = {255, 1, 2,  3,  4,  5,  6,  7,
                                              8,   9, 10, 11, 12, 13, 14, 0};

enum { LONGEST_TEXT = 1 << 17 };

cello_session_config config_default(void) {
  cello_session_config config;
  paint(&config, sizeof config);
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION));
  config.signing_secret = SECRET_ONE;
  config.signing_secret_len = SECRET_ONE_LEN;
  return config;
}

cello_session_signer signer_of(const cello_session_config *config) {
  cello_session_signer signer;
  paint(&signer, sizeof signer);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_signer_init(&signer, config));
  return signer;
}

cello_session_signer signer_default(void) {
  cello_session_config config = config_default();
  return signer_of(&config);
}

cello_session session_empty(const cello_session_signer *signer, uint64_t now_unix_s) {
  cello_session session;
  paint(&session, sizeof session);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_begin(signer, ID_ONE, now_unix_s, &session));
  return session;
}

cello_session session_of_user(const cello_session_signer *signer, uint64_t now_unix_s) {
  cello_session session = session_empty(signer, now_unix_s);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("user_id"), TEXT("123")));
  return session;
}

struct token sign_at(const cello_session_signer *signer, const cello_session *session,
                     uint64_t now_unix_s) {
  struct token token;
  paint(&token, sizeof token);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_sign(signer, session, now_unix_s, token.text,
                                                    sizeof token.text, &token.len));
  if (token.len > sizeof token.text) {
    token.len = 0;
  }
  return token;
}

struct line write_at(const cello_session_signer *signer, const cello_session *session,
                     uint64_t now_unix_s) {
  struct line line;
  paint(&line, sizeof line);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_write(signer, session, now_unix_s, line.text,
                                                            sizeof line.text, &line.len));
  if (line.len > sizeof line.text) {
    line.len = 0;
  }
  return line;
}

cello_session_status verify_at(const cello_session_signer *signer, const struct token *token,
                               uint64_t now_unix_s, cello_session *session_out) {
  return cello_session_verify(signer, token->text, token->len, now_unix_s, session_out);
}

cello_session read_at(const cello_session_signer *signer, const struct token *token,
                      uint64_t now_unix_s) {
  cello_session session;
  paint(&session, sizeof session);
  CHECK_STATUS(CELLO_SESSION_OK, verify_at(signer, token, now_unix_s, &session));
  return session;
}

cello_session_info describe_at(const cello_session_signer *signer, const cello_session *session,
                               uint64_t now_unix_s) {
  cello_session_info info;
  paint(&info, sizeof info);
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_describe(signer, session, now_unix_s, &info, sizeof info));
  return info;
}

const char *text_of(size_t len) {
  static char text[LONGEST_TEXT];
  memset(text, 'x', sizeof text);
  return len <= sizeof text ? text : NULL;
}

/* A head takes one byte up to 23, two up to 255 and three beyond; the key "k" takes two in all. */
cello_session_status fill_to(cello_session *session, size_t entries_len) {
  size_t value_len = entries_len - 2;
  if (value_len > 258) {
    value_len -= 3;
  } else if (value_len > 25) {
    value_len -= 2;
  } else {
    value_len -= 1;
  }
  return cello_session_set_text(session, TEXT("k"), text_of(value_len), value_len);
}
