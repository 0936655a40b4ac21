using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leat.Durability.Tests.BadInput;
using Leat.Testing.Http;
using Leat.Testing.Servers;

namespace Leat.Durability.Tests.Fuzz;

/// <summary>Requests generated from the running server's API description, with arbitrary field values, and malformed requests.</summary>
/// <remarks>Limited in time; LEAT_FUZZ_SECONDS allows more, LEAT_TEST_SEED repeats a run.</remarks>
public sealed class ApiFuzzTests : IAsyncLifetime
{
    private const int UsualSeconds = 18;

    /// <summary>So many that what most calls need has been made by others, however busy the machine is.</summary>
    private const int FewestPerCall = 60;

    private const string Secret = "do not tell: 3f9ae1";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, int> _sent = [];
    private readonly HashSet<string> _succeeded = [];
    private readonly Random _random = new(Seed.Draw());
    private readonly string _marker;
    private readonly KnownValues _known;
    private readonly RequestDrawer _requests;
    private ServerProcess _server = null!;
    private Complaints _complaints = null!;
    private RawHttpClient _client = null!;
    private IReadOnlyList<ApiOperation> _operations = [];
    private IReadOnlyList<string> _before = [];

    public ApiFuzzTests()
    {
        _marker = string.Create(CultureInfo.InvariantCulture, $"leatfuzz{Environment.ProcessId}");
        _known = new KnownValues(_random);
        _requests = new RequestDrawer(_random, _known, new HostileValues(_random, Outside, _marker));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TimeSpan Budget => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("LEAT_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : UsualSeconds);

    private string ServerFolder => Path.Combine(_folder.Path, "server");

    private string Outside => Path.Combine(_folder.Path, "outside");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(ServerFolder);
        Directory.CreateDirectory(Outside);
        await File.WriteAllTextAsync(_folder.File("secret.txt"), Secret, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(ServerFolder, "secret.txt"), Secret, Cancellation);
        _server = await ServerProcess.StartWithAsync(ServerFolder, ["--enable-workspaces"], Cancellation);
        _complaints = new Complaints(_server);
        _client = new RawHttpClient(_server.Address, LongestAnswer);
        var description = await _client.SendAsync(new RawRequest("GET", "/api/leat/1.0/openapi.json"), Cancellation);
        _operations = ApiOperation.ReadAll(JsonNode.Parse(description.Body)!);
        _before = Snapshot();
    }

    [Fact(Timeout = 600_000)]
    public async Task Whatever_the_described_calls_are_given_they_answer_in_the_protocols_words()
    {
        _operations.Count.ShouldBeGreaterThan(30);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < FewestPerCall || clock.Elapsed < Budget; round++)
        {
            foreach (var operation in _operations)
                await SendAsync(operation);
        }

        Report(clock);
        await ShouldBeUnharmedAsync();

        // Requests rejected by the first check of a field would test nothing behind it. Calls on what other calls must first have made succeed
        // by luck only.
        _succeeded.Count.ShouldBeGreaterThan(_operations.Count * 2 / 3, NeverDone());
    }

    [Fact(Timeout = 600_000)]
    public async Task Whatever_bytes_the_socket_is_given_the_server_lives_on()
    {
        var packets = new BrokenPackets(_random);
        var sender = new PacketSender(_server, _complaints, LongestAnswer);
        var clock = Stopwatch.StartNew();
        var sent = 0;
        for (; sent < 200 || clock.Elapsed < Budget / 3; sent++)
        {
            var operation = _operations[_random.Next(_operations.Count)];
            await sender.SendAsync(packets.Draw(_requests.Draw(operation)), operation.MayBeMissing ? 501 : 0, Cancellation);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} packets in {clock.Elapsed.TotalSeconds:F1} s");
        await ShouldBeUnharmedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task SendAsync(ApiOperation operation)
    {
        var request = _requests.Draw(operation);
        var clock = Stopwatch.StartNew();
        try
        {
            var response = await _client.SendAsync(request, Cancellation);
            _complaints.Add(request, response, answer => Fault(operation, answer));
            Learn(operation, response);
        }
        catch (RawHttpException exception)
        {
            _complaints.Add($"{request.Method} {request.Target}: {exception.Message}");
        }

        if (clock.Elapsed > LongestAnswer)
            _complaints.Add($"{request.Method} {request.Target} took {clock.Elapsed.TotalSeconds:F1} s");
        _sent[operation.Name] = _sent.GetValueOrDefault(operation.Name) + 1;
    }

    private static string? Fault(ApiOperation operation, RawResponse answer)
    {
        if (answer.Text.Contains(Secret, StringComparison.Ordinal) || answer.Text.Contains("root:x:", StringComparison.Ordinal)
            || answer.Text.Contains("SQLite format", StringComparison.Ordinal))
            return "gives away a file outside the artifact folder";
        if (answer.Status == 501 && operation.MayBeMissing)
            return null;

        // The web server itself rejects a request line of more than 64 KiB, in HTTP's words.
        if (answer.Status == 414 && answer.Body.Length == 0)
            return null;

        // A value in a path may make it the path of nothing, or an invalid request.
        var pathIsWrong = operation.PathFields.Count > 0
            && ((answer.Status is 404 or 405 && answer.ContentType.StartsWith("text/html", StringComparison.Ordinal))
                || (answer.Status == 400 && answer.Body.Length == 0));
        return pathIsWrong ? Judge.FaultOfAnyAnswer(answer) : Judge.FaultOfApiAnswer(answer);
    }

    private void Learn(ApiOperation operation, RawResponse response)
    {
        if (response.Status is not (200 or 206))
            return;
        _succeeded.Add(operation.Name);
        if (!response.ContentType.StartsWith("application/json", StringComparison.Ordinal))
            return;
        try
        {
            _known.Learn(JsonNode.Parse(response.Body, documentOptions: new JsonDocumentOptions { MaxDepth = 64 }));
        }
        catch (JsonException)
        {
            // A stored file, or the one call that writes NaN as MLflow does.
        }
    }

    private async Task ShouldBeUnharmedAsync()
    {
        await _complaints.ShouldBeNoneAsync(Cancellation);
        Snapshot().ShouldBe(_before);
        foreach (var above in (string[])["/", Path.GetTempPath(), Environment.CurrentDirectory])
            Directory.EnumerateFileSystemEntries(above).Where(path => path.Contains(_marker, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private IReadOnlyList<string> Snapshot() => FolderSnapshot.Take(
        _folder.Path, [Path.Combine(ServerFolder, "mlartifacts"), Path.Combine(ServerFolder, "leat.db")]);

    private void Report(Stopwatch clock) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{_sent.Values.Sum()} requests to {_sent.Count} calls in {clock.Elapsed.TotalSeconds:F1} s. {NeverDone()}");

    private string NeverDone() =>
        "Never done: " + string.Join(", ", _operations.Select(operation => operation.Name).Where(name => !_succeeded.Contains(name)));
}
