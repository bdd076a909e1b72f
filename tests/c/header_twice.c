/* The header twice in one unit, and in two units of one program: nothing is defined by it. */
#include "cello_session.h"

#include "cello_session.h"

#include "check.h"

cello_session_status begin_in_the_other_unit(cello_session *session_out);

int main(void) {
  cello_session session;
  CHECK_STATUS(CELLO_SESSION_OK, begin_in_the_other_unit(&session));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_int(&session, CELLO_SESSION_STR("n"), 7));
  cello_session_wipe(&session);
  return check_report("header_twice");
}
