/*
 * What the files of the module share: the settings of a location, the signers
 * made from them, and what has been read with a request.
 */

#ifndef _NGX_HTTP_CELLO_SESSION_H_INCLUDED_
#define _NGX_HTTP_CELLO_SESSION_H_INCLUDED_


#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include <cello_session.h>


/* What the library asks for; a pool gives less where a pointer is smaller. */
#define NGX_HTTP_CELLO_SESSION_ALIGNMENT 8

#define NGX_HTTP_CELLO_SESSION_OFF 0
#define NGX_HTTP_CELLO_SESSION_ON 1
#define NGX_HTTP_CELLO_SESSION_REQUIRED 2


/* The directives whose place is kept, for mistakes found after parsing. */
typedef enum {
    NGX_HTTP_CELLO_SESSION_MODE = 0,
    NGX_HTTP_CELLO_SESSION_SECRET_FILE,
    NGX_HTTP_CELLO_SESSION_ACCEPTED_FILE,
    NGX_HTTP_CELLO_SESSION_COOKIE,
    NGX_HTTP_CELLO_SESSION_MAX_AGE,
    NGX_HTTP_CELLO_SESSION_LONGEST_MAX_AGE,
    NGX_HTTP_CELLO_SESSION_ABSOLUTE_MAX_AGE,
    NGX_HTTP_CELLO_SESSION_PATH,
    NGX_HTTP_CELLO_SESSION_DOMAIN,
    NGX_HTTP_CELLO_SESSION_HTTP_ONLY,
    NGX_HTTP_CELLO_SESSION_SECURE,
    NGX_HTTP_CELLO_SESSION_SAME_SITE,
    NGX_HTTP_CELLO_SESSION_PARTITIONED,
    NGX_HTTP_CELLO_SESSION_PERSISTENT,
    NGX_HTTP_CELLO_SESSION_REQUIRE,
    NGX_HTTP_CELLO_SESSION_DIRECTIVES,
    NGX_HTTP_CELLO_SESSION_NO_DIRECTIVE
} ngx_http_cello_session_directive_e;


typedef struct {
    ngx_str_t  file;
    ngx_uint_t line; /* 0: the directive is not there */
    ngx_uint_t levels_above;
} ngx_http_cello_session_place_t;


/* Lives in the temporary pool of a start or reload, and is wiped with it. */
typedef struct {
    size_t len;
    /* The longest secret, CR LF, and one byte that shows a file too long. */
    u_char bytes[CELLO_SESSION_SECRET_LEN_MAX + 3];
} ngx_http_cello_session_secret_t;


/* What makes one signer; locations with equal settings share it. */
typedef struct {
    ngx_http_cello_session_secret_t *secret;
    ngx_array_t                     *accepted; /* of pointers to secrets */
    ngx_str_t                        cookie;
    ngx_str_t                        path;
    ngx_str_t                        domain;
    time_t                           max_age;
    time_t                           longest_max_age;
    time_t                           absolute_max_age;
    ngx_flag_t                       http_only;
    ngx_flag_t                       secure;
    ngx_uint_t                       same_site;
    ngx_flag_t                       partitioned;
    ngx_flag_t                       persistent;
} ngx_http_cello_session_settings_t;


typedef struct {
    cello_session_signer              signer;
    ngx_str_t                         cookie;
    ngx_http_cello_session_settings_t settings; /* while configuring only */
} ngx_http_cello_session_signer_t;


/* One cello_session_require: all values, or the error. */
typedef struct {
    ngx_array_t values; /* of ngx_http_complex_value_t */
    ngx_uint_t  error;
} ngx_http_cello_session_requirement_t;


typedef struct {
    ngx_str_t uri;
    ngx_str_t path; /* of uri, where that is one of this site */
    ngx_str_t parameter;
} ngx_http_cello_session_login_t;


typedef struct {
    ngx_array_t signers; /* of ngx_http_cello_session_signer_t * */
} ngx_http_cello_session_main_conf_t;


typedef struct {
    ngx_uint_t                        mode;
    ngx_http_cello_session_settings_t settings;
    ngx_http_cello_session_signer_t  *signer; /* NULL where mode is off */
    ngx_array_t                      *requirements;
    ngx_http_cello_session_login_t   *login;
    ngx_flag_t                        renew;
    ngx_http_cello_session_place_t places[NGX_HTTP_CELLO_SESSION_DIRECTIVES];
} ngx_http_cello_session_loc_conf_t;


/* What one signer made of the request's cookies. */
typedef struct ngx_http_cello_session_reading_s
    ngx_http_cello_session_reading_t;

struct ngx_http_cello_session_reading_s {
    ngx_http_cello_session_signer_t  *signer;
    cello_session_status              status;
    cello_session                    *session; /* NULL unless status is OK */
    cello_session_info                info;    /* zeros unless status is OK */
    ngx_http_cello_session_reading_t *next;
};


typedef struct {
    ngx_http_cello_session_reading_t *readings;
    ngx_uint_t                        refused;
} ngx_http_cello_session_ctx_t;


extern ngx_module_t ngx_http_cello_session_module;

void *ngx_http_cello_session_create_main_conf(ngx_conf_t *cf);
void *ngx_http_cello_session_create_loc_conf(ngx_conf_t *cf);
char *ngx_http_cello_session_merge_loc_conf(ngx_conf_t *cf, void *parent,
                                            void *child);

/* The setters of the directives. */
char *ngx_http_cello_session_set_mode(ngx_conf_t *cf, ngx_command_t *cmd,
                                      void *conf);
char *ngx_http_cello_session_set_same_site(ngx_conf_t *cf, ngx_command_t *cmd,
                                           void *conf);
char *ngx_http_cello_session_set_flag(ngx_conf_t *cf, ngx_command_t *cmd,
                                      void *conf);
char *ngx_http_cello_session_set_text(ngx_conf_t *cf, ngx_command_t *cmd,
                                      void *conf);
char *ngx_http_cello_session_set_time(ngx_conf_t *cf, ngx_command_t *cmd,
                                      void *conf);
char *ngx_http_cello_session_secret_file(ngx_conf_t *cf, ngx_command_t *cmd,
                                         void *conf);
char *ngx_http_cello_session_accepted_file(ngx_conf_t *cf, ngx_command_t *cmd,
                                           void *conf);
char *ngx_http_cello_session_require(ngx_conf_t *cf, ngx_command_t *cmd,
                                     void *conf);
char *ngx_http_cello_session_login_url(ngx_conf_t *cf, ngx_command_t *cmd,
                                       void *conf);
char *ngx_http_cello_session_variable(ngx_conf_t *cf, ngx_command_t *cmd,
                                      void *conf);

void  ngx_http_cello_session_mark(ngx_conf_t *cf, void *conf,
                                  ngx_uint_t directive);
char *ngx_http_cello_session_mistake(ngx_conf_t                        *cf,
                                     ngx_http_cello_session_loc_conf_t *conf,
                                     ngx_uint_t directive, const char *what);
void  ngx_http_cello_session_inherit(ngx_http_cello_session_loc_conf_t *conf,
                                     ngx_http_cello_session_loc_conf_t *prev);
char *ngx_http_cello_session_rule_alone(ngx_conf_t *cf, ngx_uint_t directive,
                                        ngx_http_cello_session_settings_t *s);
char *
ngx_http_cello_session_rule_broken(ngx_conf_t                        *cf,
                                   ngx_http_cello_session_loc_conf_t *conf,
                                   cello_session_status               status);
char *
ngx_http_cello_session_make_signer(ngx_conf_t                        *cf,
                                   ngx_http_cello_session_loc_conf_t *conf);

ngx_int_t ngx_http_cello_session_add_variables(ngx_conf_t *cf);
ngx_int_t ngx_http_cello_session_value(ngx_http_request_t        *r,
                                       ngx_http_variable_value_t *v,
                                       cello_session *session, ngx_str_t *key);

ngx_http_cello_session_ctx_t *
ngx_http_cello_session_get_ctx(ngx_http_request_t *r);
ngx_http_cello_session_reading_t *
ngx_http_cello_session_read(ngx_http_request_t              *r,
                            ngx_http_cello_session_signer_t *signer);

ngx_int_t ngx_http_cello_session_access_handler(ngx_http_request_t *r);
ngx_int_t ngx_http_cello_session_refuse(ngx_http_request_t             *r,
                                        ngx_http_cello_session_login_t *login);

ngx_int_t
ngx_http_cello_session_check_login(ngx_conf_t                     *cf,
                                   ngx_http_cello_session_login_t *login);

ngx_int_t ngx_http_cello_session_answer(ngx_http_request_t *r);


#endif /* _NGX_HTTP_CELLO_SESSION_H_INCLUDED_ */
