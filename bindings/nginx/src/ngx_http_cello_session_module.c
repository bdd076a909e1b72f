/*
 * The module as nginx sees it: its directives, and where it hooks in.
 */

#include "ngx_http_cello_session.h"


#define NGX_HTTP_CELLO_SESSION_ANYWHERE                                       \
    NGX_HTTP_MAIN_CONF | NGX_HTTP_SRV_CONF | NGX_HTTP_LOC_CONF
#define NGX_HTTP_CELLO_SESSION_ANYWHERE_OR_LIMIT                              \
    NGX_HTTP_CELLO_SESSION_ANYWHERE | NGX_HTTP_LMT_CONF

#define ngx_http_cello_session_setting(name, args, set, field, directive)     \
    {ngx_string(name),                                                        \
     NGX_HTTP_CELLO_SESSION_ANYWHERE | args,                                  \
     set,                                                                     \
     NGX_HTTP_LOC_CONF_OFFSET,                                                \
     offsetof(ngx_http_cello_session_loc_conf_t, settings.field),             \
     (void *) directive}


static ngx_int_t ngx_http_cello_session_init(ngx_conf_t *cf);
static ngx_int_t ngx_http_cello_session_header_filter(ngx_http_request_t *r);


/* clang-format off */

static ngx_command_t  ngx_http_cello_session_commands[] = {

    { ngx_string("cello_session"),
      NGX_HTTP_CELLO_SESSION_ANYWHERE_OR_LIMIT|NGX_CONF_TAKE1,
      ngx_http_cello_session_set_mode,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_cello_session_loc_conf_t, mode),
      (void *) NGX_HTTP_CELLO_SESSION_MODE },

    { ngx_string("cello_session_require"),
      NGX_HTTP_CELLO_SESSION_ANYWHERE_OR_LIMIT|NGX_CONF_1MORE,
      ngx_http_cello_session_require,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("cello_session_login_url"),
      NGX_HTTP_CELLO_SESSION_ANYWHERE_OR_LIMIT|NGX_CONF_TAKE12,
      ngx_http_cello_session_login_url,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("cello_session_renew"),
      NGX_HTTP_CELLO_SESSION_ANYWHERE_OR_LIMIT|NGX_CONF_FLAG,
      ngx_conf_set_flag_slot,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_cello_session_loc_conf_t, renew),
      NULL },

    { ngx_string("cello_session_variable"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE2,
      ngx_http_cello_session_variable,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    ngx_http_cello_session_setting("cello_session_secret_file",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_secret_file, secret,
                                   NGX_HTTP_CELLO_SESSION_SECRET_FILE),

    ngx_http_cello_session_setting("cello_session_accepted_secret_file",
                                   NGX_CONF_1MORE,
                                   ngx_http_cello_session_accepted_file,
                                   accepted,
                                   NGX_HTTP_CELLO_SESSION_ACCEPTED_FILE),

    ngx_http_cello_session_setting("cello_session_cookie",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_set_text, cookie,
                                   NGX_HTTP_CELLO_SESSION_COOKIE),

    ngx_http_cello_session_setting("cello_session_max_age",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_set_time, max_age,
                                   NGX_HTTP_CELLO_SESSION_MAX_AGE),

    ngx_http_cello_session_setting("cello_session_longest_max_age",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_set_time,
                                   longest_max_age,
                                   NGX_HTTP_CELLO_SESSION_LONGEST_MAX_AGE),

    ngx_http_cello_session_setting("cello_session_absolute_max_age",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_set_time,
                                   absolute_max_age,
                                   NGX_HTTP_CELLO_SESSION_ABSOLUTE_MAX_AGE),

    ngx_http_cello_session_setting("cello_session_path",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_set_text, path,
                                   NGX_HTTP_CELLO_SESSION_PATH),

    ngx_http_cello_session_setting("cello_session_domain",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_set_text, domain,
                                   NGX_HTTP_CELLO_SESSION_DOMAIN),

    ngx_http_cello_session_setting("cello_session_http_only",
                                   NGX_CONF_FLAG,
                                   ngx_http_cello_session_set_flag, http_only,
                                   NGX_HTTP_CELLO_SESSION_HTTP_ONLY),

    ngx_http_cello_session_setting("cello_session_secure",
                                   NGX_CONF_FLAG,
                                   ngx_http_cello_session_set_flag, secure,
                                   NGX_HTTP_CELLO_SESSION_SECURE),

    ngx_http_cello_session_setting("cello_session_same_site",
                                   NGX_CONF_TAKE1,
                                   ngx_http_cello_session_set_same_site,
                                   same_site,
                                   NGX_HTTP_CELLO_SESSION_SAME_SITE),

    ngx_http_cello_session_setting("cello_session_partitioned",
                                   NGX_CONF_FLAG,
                                   ngx_http_cello_session_set_flag,
                                   partitioned,
                                   NGX_HTTP_CELLO_SESSION_PARTITIONED),

    ngx_http_cello_session_setting("cello_session_persistent",
                                   NGX_CONF_FLAG,
                                   ngx_http_cello_session_set_flag,
                                   persistent,
                                   NGX_HTTP_CELLO_SESSION_PERSISTENT),

      ngx_null_command
};


static ngx_http_module_t  ngx_http_cello_session_module_ctx = {
    ngx_http_cello_session_add_variables,     /* preconfiguration */
    ngx_http_cello_session_init,              /* postconfiguration */

    ngx_http_cello_session_create_main_conf,  /* create main configuration */
    NULL,                                     /* init main configuration */

    NULL,                                     /* create server configuration */
    NULL,                                     /* merge server configuration */

    ngx_http_cello_session_create_loc_conf,   /* create location configuration */
    ngx_http_cello_session_merge_loc_conf     /* merge location configuration */
};


ngx_module_t  ngx_http_cello_session_module = {
    NGX_MODULE_V1,
    &ngx_http_cello_session_module_ctx,       /* module context */
    ngx_http_cello_session_commands,          /* module directives */
    NGX_HTTP_MODULE,                          /* module type */
    NULL,                                     /* init master */
    NULL,                                     /* init module */
    NULL,                                     /* init process */
    NULL,                                     /* init thread */
    NULL,                                     /* exit thread */
    NULL,                                     /* exit process */
    NULL,                                     /* exit master */
    NGX_MODULE_V1_PADDING
};

/* clang-format on */


static ngx_http_output_header_filter_pt ngx_http_next_header_filter;


static ngx_int_t
ngx_http_cello_session_init(ngx_conf_t *cf)
{
    ngx_array_t               *handlers;
    ngx_http_handler_pt       *h;
    ngx_http_core_main_conf_t *cmcf;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    handlers = &cmcf->phases[NGX_HTTP_ACCESS_PHASE].handlers;

    if (ngx_array_push(handlers) == NULL) {
        return NGX_ERROR;
    }

    /*
     * The handlers run from the last to the first.  Ours comes first, hence
     * runs last: with "satisfy any" an allowed address never has its session
     * read, and nobody is sent to the login page before all others refused.
     */

    h = handlers->elts;
    ngx_memmove(&h[1], &h[0], (handlers->nelts - 1) * sizeof(*h));
    h[0] = ngx_http_cello_session_access_handler;

    ngx_http_next_header_filter = ngx_http_top_header_filter;
    ngx_http_top_header_filter = ngx_http_cello_session_header_filter;

    return NGX_OK;
}


static ngx_int_t
ngx_http_cello_session_header_filter(ngx_http_request_t *r)
{
    if (r == r->main && ngx_http_cello_session_answer(r) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_next_header_filter(r);
}
