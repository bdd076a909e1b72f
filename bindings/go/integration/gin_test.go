// gin's own way to stream, which asks the answer for CloseNotify whatever the answer below has.

package integration

import (
	"io"
	"net/http"
	"testing"

	"github.com/gin-gonic/gin"

	cellosession "github.com/libcello/libcello_session/bindings/go"
)

func TestGinStream(t *testing.T) {
	site := open(t, cellosession.Config{}, func(m *cellosession.Manager) http.Handler {
		gin.SetMode(gin.ReleaseMode)
		router := gin.New()
		router.GET("/stream", func(c *gin.Context) {
			must(session(c.Request).Set("streamed", true))
			left := 3
			c.Stream(func(w io.Writer) bool {
				left--
				_, _ = io.WriteString(w, "part ")
				return left > 0
			})
		})
		return m.LoadAndSave(router)
	})
	get(t, site.browser(), site.URL+"/stream").is(t, "part part part ").sets(t, true)
}
