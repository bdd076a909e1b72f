/* What each server of the demo does alike: it sets up its signer, reads a request's cookie, and
 * answers with one. */
#ifndef SERVER_H
#define SERVER_H

#include <cello_session.h>

#define TEXT(literal) CELLO_SESSION_STR(literal)

enum { HOUR_S = 3600 };

extern const char SECRET[];
extern const char NEXT_SECRET[];

/* What has to work in any case: nothing is told of it, and the demo ends where it fails. */
void must(cello_session_status status);

/* The library's defaults with a secret, and a signer made of such a configuration. */
cello_session_config defaults_with(const char *secret);
cello_session_signer signer_of(const cello_session_config *config);
cello_session_info info_of(const cello_session_signer *signer, const cello_session *session);

/* Hands over the Cookie field of the browser's request as it came; tells of it whole, or with a
 * shortened token. */
cello_session_status receive_told_whole(const cello_session_signer *signer, cello_session *session);
cello_session_status receive(const cello_session_signer *signer, cello_session *session);

/* Sends the Set-Cookie field, and the browser keeps it. */
void answer_told_whole(const cello_session_signer *signer, const cello_session *session);
void answer(const cello_session_signer *signer, const cello_session *session);

/* Tells which session it is, what is in it, and when it began and ends. */
void tell_id(const cello_session_signer *signer, const cello_session *session);
void tell_entries(const cello_session *session);
void tell_times(const cello_session_signer *signer, const cello_session *session);

#endif
