using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Leat.Server.Tests.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Leat.Server.Tests.Traces;

public sealed class OtlpTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private const string Path = "/v1/traces";
    private const string Protobuf = "application/x-protobuf";

    private static byte[] OneSpan => Message(1, Message(2, Message(2, [.. Message(1, Id(16)), .. Message(2, Id(8)), .. Message(5, (byte)'z')])));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_of_an_OpenTelemetry_exporter_are_kept_as_a_trace()
    {
        var traceId = Export("0");

        var trace = await GetAsync($"/api/3.0/mlflow/traces/get?trace_id={traceId}");
        var info = trace["trace"]!["trace_info"]!;
        info["state"]!.GetValue<string>().ShouldBe("OK");
        info["trace_location"]!["mlflow_experiment"]!["experiment_id"]!.GetValue<string>().ShouldBe("0");
        info["request_preview"]!.GetValue<string>().ShouldBe("{\"q\": 1}");
        var spans = trace["trace"]!["spans"]!.AsArray();
        spans.Select(span => span!["name"]!.GetValue<string>()).ShouldBe(["answer", "look up"], ignoreOrder: true);
        var child = spans.Single(span => span!["name"]!.GetValue<string>() == "look up")!;
        child["parent_span_id"]!.GetValue<string>().ShouldBe(
            spans.Single(span => span!["name"]!.GetValue<string>() == "answer")!["span_id"]!.GetValue<string>());
        child["status"]!["code"]!.GetValue<string>().ShouldBe("STATUS_CODE_ERROR");
        child["status"]!["message"]!.GetValue<string>().ShouldBe("not there");
        child["events"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("missed");
        var attributes = child["attributes"]!.AsArray().ToDictionary(entry => entry!["key"]!.GetValue<string>(), entry => entry!["value"]!);
        attributes["hits"]["int_value"]!.GetValue<long>().ShouldBe(0);
        attributes["share"]["double_value"]!.GetValue<double>().ShouldBe(0.5);
    }

    [Fact]
    public async Task Spans_in_gzip_are_taken()
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
            await gzip.WriteAsync(OneSpan, Cancel);

        var answer = await PostAsync(zipped.ToArray(), encoding: "gzip");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(Protobuf);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
        await GetAsync("/api/3.0/mlflow/traces/tr-" + Convert.ToHexStringLower(Id(16)));
    }

    [Fact]
    public async Task Spans_of_several_traces_in_one_message_are_kept_each_in_its_own()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToByteArray()).ToArray();
        byte[] SpanOf(byte[] trace, byte span) => Message(2, [.. Message(1, trace), .. Message(2, 0, 0, 0, 0, 0, 0, 0, span), .. Message(5, (byte)'s')]);

        // The second one's spans stand apart, and in two scopes.
        byte[] first = Message(2, [.. SpanOf(ids[0], 1), .. SpanOf(ids[1], 1), .. SpanOf(ids[2], 1)]);
        byte[] second = Message(2, SpanOf(ids[1], 2));
        (await PostAsync([.. Message(1, 1, [.. first, .. second])])).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var (id, count) in ids.Zip([1, 2, 1]))
        {
            var trace = await GetAsync("/api/3.0/mlflow/traces/get?trace_id=tr-" + Convert.ToHexStringLower(id));
            trace["trace"]!["spans"]!.AsArray().Count.ShouldBe(count);
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public async Task A_number_that_JSON_does_not_have_comes_back_as_a_number(string number)
    {
        var id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var body =
            $$$$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{{id}}}}","spanId":"0102030405060708","name":"a","attributes":[
            {"key":"loss","value":{"doubleValue":"{{{{number}}}}"}},
            {"key":"losses","value":{"arrayValue":{"values":[{"doubleValue":"{{{{number}}}}"},{"doubleValue":1}]}}},
            {"key":"word","value":{"stringValue":"{{{{number}}}}"}}]}]}]}]}
            """;
        (await PostAsync(Encoding.UTF8.GetBytes(body), type: "application/json")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var trace = await GetAsync("/api/3.0/mlflow/traces/get?trace_id=tr-" + id);
        var attributes = trace["trace"]!["spans"]![0]!["attributes"]!.AsArray().ToDictionary(entry => entry!["key"]!.GetValue<string>(), entry => entry!["value"]!);
        attributes["loss"].ToJsonString().ShouldBe($$"""{"double_value":"{{number}}"}""");
        attributes["losses"]["array_value"]!["values"]!.ToJsonString().ShouldBe($$"""[{"double_value":"{{number}}"},{"double_value":1.0}]""");
        attributes["word"].ToJsonString().ShouldBe($$"""{"string_value":"{{number}}"}""");

        // As MLflow's clients have it in a file: JSON of Python's in a text.
        var file = await GetAsync("/ajax-api/2.0/mlflow/get-trace-artifact?request_id=tr-" + id);
        file["spans"]![0]!["attributes"]!["loss"]!.GetValue<string>().ShouldBe(number);
    }

    [Theory]
    [InlineData("OTel OTLP Exporter Go/1.38.0")]
    [InlineData("OpenTelemetry Collector Contrib/0.139.0 (linux/amd64)")]
    [InlineData("python-requests/2.32")]
    [InlineData("")]
    [InlineData("mlflow-python-client/3.6.0")]
    [InlineData("mlflow-python-client/3.11.2")]
    public async Task Everybody_gets_an_answer_in_protocol_buffers_which_is_empty(string userAgent)
    {
        var answer = await fixture.Server.SendAsync(HttpMethod.Post, Path, request =>
        {
            request.Content = new ByteArrayContent(OneSpan) { Headers = { ContentType = new MediaTypeHeaderValue(Protobuf) } };
            request.Headers.Add("x-mlflow-experiment-id", "0");
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent).ShouldBeTrue();
        });

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(Protobuf);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, null, null, 422, "x-mlflow-experiment-id")]
    [InlineData(new byte[] { 1, 2, 3 }, "0", "text/plain", 400, "Invalid Content-Type: text/plain. Expected: application/x-protobuf or application/json")]
    [InlineData(new byte[] { 1, 2, 3 }, "0", "application/json", 400, "Invalid OpenTelemetry JSON format: ")]
    [InlineData(new byte[] { (byte)'{', (byte)'}' }, "0", "application/json", 400, "Invalid OpenTelemetry JSON format - no spans found")]
    [InlineData(new byte[] { 1, 2, 3 }, "0", Protobuf, 400, "Invalid OpenTelemetry protobuf format: ")]
    [InlineData(new byte[] { }, "0", Protobuf, 400, "Invalid OpenTelemetry protobuf format - no spans found")]
    [InlineData(new byte[] { 0x0A, 4, 0x12, 2, 0x12, 0 }, "0", Protobuf, 422, "Cannot convert OpenTelemetry span to MLflow span: ")]
    public async Task Unusable_requests_are_refused_with_the_reason(byte[] body, string? experiment, string? type, int status, string reason)
    {
        var answer = await PostAsync(body, experiment, type ?? Protobuf);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.ShouldBeJsonAsync(answer.StatusCode))["detail"]!.ToJsonString().ShouldContain(reason);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    public async Task Spans_in_JSON_are_taken_and_answered_in_JSON(string type)
    {
        var id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var answer = await PostAsync(
            Encoding.UTF8.GetBytes(
                """{"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"0102030405060708","name":"a","traceId":""" + "\"" + id + "\"}]}]}]}"),
            type: type);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe("{}");
        await GetAsync("/api/3.0/mlflow/traces/tr-" + id);
    }

    [Fact]
    public async Task Spans_in_deflate_are_taken()
    {
        using var packed = new MemoryStream();
        await using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest))
            await deflate.WriteAsync(OneSpan, Cancel);

        (await PostAsync(packed.ToArray(), encoding: "deflate")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bad_span_is_refused_alone_and_the_answer_says_so()
    {
        byte[] noId = Message(1, Message(2, Message(2, Message(5, (byte)'z'))));

        var answer = await PostAsync([.. OneSpan, .. noId]);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await answer.Content.ReadAsByteArrayAsync(Cancel);
        // partial_success { rejected_spans: 1, error_message: … }
        body[0].ShouldBe((byte)0x0A);
        body[2..4].ShouldBe([0x08, 0x01]);
        Encoding.UTF8.GetString(body).ShouldContain("trace id must be 16 bytes");
        await GetAsync("/api/3.0/mlflow/traces/tr-" + Convert.ToHexStringLower(Id(16)));
    }

    [Fact]
    public async Task An_experiment_that_is_not_there_and_a_body_that_is_not_packed_as_said_are_refused()
    {
        (await DetailAsync(await PostAsync(OneSpan, "987654"), HttpStatusCode.UnprocessableEntity))
            .ShouldStartWith("Failed to log OpenTelemetry spans: ");
        (await DetailAsync(await PostAsync(OneSpan, encoding: "gzip"), HttpStatusCode.BadRequest)).ShouldContain("not gzip");
        (await DetailAsync(await PostAsync(OneSpan, encoding: "br"), HttpStatusCode.UnsupportedMediaType)).ShouldContain("'br'");
    }

    [Fact]
    public async Task A_body_that_unpacks_to_more_than_a_body_may_have_is_refused()
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 40; i++)
                await gzip.WriteAsync(zeros, Cancel);
        }

        zipped.Length.ShouldBeLessThan(1 << 20);
        (await DetailAsync(await PostAsync(zipped.ToArray(), encoding: "gzip"), HttpStatusCode.RequestEntityTooLarge)).ShouldContain("larger than");
    }

    [Fact]
    public async Task Traces_that_end_are_linked_to_the_run_that_a_header_names()
    {
        var run = await fixture.Server.NewRunAsync();
        var traceId = Export("0", ",x-mlflow-run-id=" + run);

        var found = await fixture.Server.PostAsync(
            "/api/3.0/mlflow/traces/search",
            $$$"""{"locations":[{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"0"}}],"filter":"run_id = '{{{run}}}'"}""");
        (await found.ShouldBeJsonAsync(HttpStatusCode.OK))["traces"]!.AsArray().ShouldHaveSingleItem()!["trace_id"]!.GetValue<string>().ShouldBe(traceId);
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_named_and_the_spans_are_kept()
    {
        var id = Guid.NewGuid().ToByteArray();
        var body = Message(1, Message(2, Message(2, [.. Message(1, id), .. Message(2, Id(8)), .. Message(5, (byte)'z'), 0x39, 1, 0, 0, 0, 0, 0, 0, 0, 0x41, 2, 0, 0, 0, 0, 0, 0, 0])));
        var answer = await PostAsync(body, run: "nowhere");

        (await DetailAsync(answer, HttpStatusCode.UnprocessableEntity)).ShouldContain("nowhere");
        await GetAsync("/api/3.0/mlflow/traces/tr-" + Convert.ToHexStringLower(id));
    }

    /// <summary>Sends a trace of two spans with OpenTelemetry's own exporter, and returns its id in Leat.</summary>
    private string Export(string experiment, string more = "")
    {
        using var source = new ActivitySource("Leat.OtlpTests." + Guid.NewGuid());
        using var provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddOtlpExporter(options =>
        {
            options.Endpoint = new Uri(fixture.Server.Client.BaseAddress!, Path);
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Headers = $"x-mlflow-experiment-id={experiment}{more}";
            options.ExportProcessorType = ExportProcessorType.Simple;
        }).Build();
        string traceId;
        using (var root = source.StartActivity("answer")!)
        {
            root.SetTag("mlflow.spanInputs", "{\"q\": 1}");
            root.SetStatus(ActivityStatusCode.Ok);
            traceId = "tr-" + root.TraceId.ToHexString();
            using var child = source.StartActivity("look up")!;
            child.SetTag("hits", 0L).SetTag("share", 0.5).SetStatus(ActivityStatusCode.Error, "not there");
            child.AddEvent(new ActivityEvent("missed"));
        }

        provider.ForceFlush().ShouldBeTrue();
        return traceId;
    }

    private async Task<JsonObject> GetAsync(string path) => await (await fixture.Server.GetAsync(path)).ShouldBeJsonAsync(HttpStatusCode.OK);

    private Task<HttpResponseMessage> PostAsync(byte[] body, string? experiment = "0", string type = Protobuf, string? encoding = null, string? run = null) =>
        fixture.Server.SendAsync(HttpMethod.Post, Path, request =>
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            if (encoding is not null)
                request.Content.Headers.ContentEncoding.Add(encoding);
            if (experiment is not null)
                request.Headers.Add("x-mlflow-experiment-id", experiment);
            if (run is not null)
                request.Headers.Add("x-mlflow-run-id", run);
        });

    private static async Task<string> DetailAsync(HttpResponseMessage answer, HttpStatusCode status) =>
        (await answer.ShouldBeJsonAsync(status))["detail"]!.GetValue<string>();

    private static byte[] Id(int length) => [.. Enumerable.Range(1, length).Select(i => (byte)i)];

    /// <summary>A field that contains a message of 128 bytes to 16 KiB.</summary>
    private static byte[] Message(int field, int _, byte[] message) =>
        [(byte)((field << 3) | 2), (byte)(message.Length | 0x80), (byte)(message.Length >> 7), .. message];

    /// <summary>A field that contains a short message.</summary>
    private static byte[] Message(int field, params byte[] message) => [(byte)((field << 3) | 2), (byte)message.Length, .. message];
}
