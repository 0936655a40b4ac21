using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts.Proxy;

/// <summary>Tests what is sent. Other tests show against a real server that it has the right effect.</summary>
public sealed class HttpArtifactRepositoryTests : IDisposable
{
    private const string Root = "http://track:5000/pre/api/2.0/mlflow-artifacts/artifacts/1/ab/artifacts";

    private readonly ScriptedHandler _server = new();
    private readonly HttpClient _http;
    private readonly HttpArtifactRepository _repository;

    public HttpArtifactRepositoryTests()
    {
        _http = new HttpClient(_server);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        _repository = new HttpArtifactRepository(_http, new Uri(Root));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_listing_asks_by_query_and_joins_the_names()
    {
        _server.Answer(HttpStatusCode.OK, """{"files": [{"path": "z", "is_dir": true}, {"path": "a.txt", "is_dir": false, "file_size": 3}, {"path": "e", "is_dir": false}]}""");

        var entries = await _repository.ListAsync("dir", Cancellation);

        _server.Seen.ShouldBe("GET http://track:5000/pre/api/2.0/mlflow-artifacts/artifacts?path=1%2Fab%2Fartifacts%2Fdir");
        entries.ShouldBe([new("dir/a.txt", false, 3), new("dir/e", false, 0), new("dir/z", true, null)]);
    }

    [Fact]
    public async Task An_answer_without_files_is_an_empty_listing()
    {
        _server.Answer(HttpStatusCode.OK, "{}");

        (await _repository.ListAsync(null, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("../../.ssh/authorized_keys")]
    [InlineData("a/b")]
    [InlineData("..\\\\x")]
    public async Task Names_that_lead_elsewhere_are_not_taken_from_a_server(string name)
    {
        _server.Answer(HttpStatusCode.OK, $$"""{"files": [{"path": "{{name}}", "is_dir": false}]}""");

        (await Should.ThrowAsync<LeatException>(() => _repository.ListAsync(null, Cancellation))).Message.ShouldContain("not a file name");
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("%2e%2e/x")]
    [InlineData("/x")]
    public async Task A_path_that_an_address_would_resolve_is_not_sent(string path)
    {
        _server.Answer(HttpStatusCode.OK, "{}");
        using var content = new MemoryStream([1]);

        Func<Task>[] calls =
        [
            () => _repository.ListAsync(path, Cancellation),
            () => _repository.OpenReadAsync(path, Cancellation),
            () => _repository.WriteAsync(path, ArtifactBody.Of(content), Cancellation),
            () => _repository.DeleteAsync(path, Cancellation),
        ];
        foreach (var call in calls)
            (await Should.ThrowAsync<LeatException>(call)).Message.ShouldBe("Invalid path");
        _server.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"files": 1}""")]
    [InlineData("""{"files": [{"is_dir": true}]}""")]
    [InlineData("""{"files": [{"path": "a", "file_size": "x"}]}""")]
    public async Task A_listing_that_is_none_is_an_error(string body)
    {
        _server.Answer(HttpStatusCode.OK, body);

        (await Should.ThrowAsync<LeatException>(() => _repository.ListAsync(null, Cancellation))).Code.ShouldBe(ErrorCode.InternalError);
    }

    [Fact]
    public async Task An_upload_escapes_each_segment_and_names_the_type()
    {
        _server.Answer(HttpStatusCode.OK, "{}");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("hello"));

        await _repository.WriteAsync("dir/a b+%0a.json", ArtifactBody.Of(content), Cancellation);

        _server.Seen.ShouldBe($"PUT {Root}/dir/a%20b%2B%250a.json");
        _server.SeenBody.ShouldBe("hello");
        _server.SeenHeaders.ShouldContain("Content-Type: text/plain");
        _server.SeenLength.ShouldBe(5);
        content.CanRead.ShouldBeTrue();
    }

    [Fact]
    public async Task Every_call_carries_the_credentials_of_the_client()
    {
        _server.Answer(HttpStatusCode.OK, "{}");

        await _repository.ListAsync(null, Cancellation);
        _server.SeenHeaders.ShouldContain("Authorization: Bearer token");
        await _repository.DeleteAsync("a", Cancellation);
        _server.SeenHeaders.ShouldContain("Authorization: Bearer token");
        _server.Seen.ShouldBe($"DELETE {Root}/a");
    }

    [Fact]
    public async Task A_download_has_the_servers_length_and_time()
    {
        _server.Answer(HttpStatusCode.OK, "hello", "Tue, 15 Apr 2025 08:49:18 GMT");

        await using var content = await _repository.OpenReadAsync("a", Cancellation);

        content.Length.ShouldBe(5);
        content.LastModified.ShouldBe(new DateTimeOffset(2025, 4, 15, 8, 49, 18, TimeSpan.Zero));
        using var reader = new StreamReader(content.Stream);
        (await reader.ReadToEndAsync(Cancellation)).ShouldBe("hello");
    }

    [Theory]
    [InlineData(404, """{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "No such artifact: 'a'."}""", ErrorCode.ResourceDoesNotExist, "No such artifact: 'a'.")]
    [InlineData(403, """{"error_code": "PERMISSION_DENIED"}""", ErrorCode.PermissionDenied, "")]
    [InlineData(500, """{"error_code": "NEW_NAME", "message": "m"}""", ErrorCode.InternalError, "m")]
    [InlineData(503, "Endpoint disabled", ErrorCode.TemporarilyUnavailable, "Endpoint disabled")]
    [InlineData(401, "<html>", ErrorCode.Unauthenticated, "<html>")]
    [InlineData(400, "[1]", ErrorCode.BadRequest, "[1]")]
    public async Task A_failure_has_the_servers_code_and_message(int status, string body, ErrorCode code, string message)
    {
        _server.Answer((HttpStatusCode)status, body);

        var error = await Should.ThrowAsync<LeatException>(() => _repository.OpenReadAsync("a", Cancellation));

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_server_that_is_away_may_be_tried_again()
    {
        _server.Fail(new HttpRequestException("Connection refused"));

        var error = await Should.ThrowAsync<LeatException>(() => _repository.ListAsync(null, Cancellation));

        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldBe("The artifact server at http://track:5000 could not be reached: Connection refused");
    }

    [Fact]
    public void An_address_that_leads_to_no_proxy_is_refused()
    {
        using var http = new HttpClient();
        var provider = new ArtifactRepositoryProvider(new() { Http = http });

        provider.Open(Root).ShouldBeOfType<HttpArtifactRepository>();
        Should.Throw<LeatException>(() => provider.Open("https://example.com/files")).Code.ShouldBe(ErrorCode.InvalidParameterValue);
    }

    /// <summary>Gives every request the same answer and remembers the last request.</summary>
    private sealed class ScriptedHandler : HttpMessageHandler
    {
        private Func<HttpResponseMessage> _answer = () => throw new InvalidOperationException("No answer prepared.");

        public string Seen { get; private set; } = "";

        public string SeenBody { get; private set; } = "";

        public long? SeenLength { get; private set; }

        public IReadOnlyList<string> SeenHeaders { get; private set; } = [];

        public void Answer(HttpStatusCode status, string body, string? lastModified = null) => _answer = () =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
            if (lastModified is not null)
                response.Content.Headers.TryAddWithoutValidation("Last-Modified", lastModified);
            return response;
        };

        public void Fail(Exception exception) => _answer = () => throw exception;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen = $"{request.Method} {request.RequestUri!.AbsoluteUri}";
            var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
            SeenHeaders = [.. headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")];
            SeenLength = request.Content?.Headers.ContentLength;
            SeenBody = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var response = _answer();
            response.RequestMessage = request;
            return response;
        }
    }
}
