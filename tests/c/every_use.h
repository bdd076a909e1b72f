/* One call of each function that takes an object, to ask what an object is answered with that holds
 * none. */
#ifndef EVERY_USE_H
#define EVERY_USE_H

#include "check.h"

/* Expects the status from every function that uses a session, and that none of them wrote anything.
 */
void check_every_use_of_session(const cello_session_signer *signer, cello_session *session,
                                cello_session_status expected);

/* The same for a signer; the session that is given has to be a good one. */
void check_every_use_of_signer(const cello_session_signer *signer, const cello_session *session,
                               cello_session_status expected);

#endif
