using System.Globalization;
using Leat.Conformance.Tests.Matching;
using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Plays one scenario against a server, over its own connection.</summary>
internal sealed class ScenarioPlayer : IDisposable
{
    private const int LongestShownTarget = 160;
    private const int LongestShownAnswer = 600;
    private readonly RawHttpClient _client;
    private readonly Variables _variables;
    private readonly List<ScenarioProblem> _problems = [];

    private ScenarioPlayer(Uri server)
    {
        _client = new RawHttpClient(server);
        _variables = new Variables(server.ToString().TrimEnd('/'), TimeProvider.System);
    }

    /// <returns>Empty if every response is as recorded.</returns>
    public static async Task<IReadOnlyList<ScenarioProblem>> PlayAsync(
        Scenario scenario, Uri server, CancellationToken cancellationToken)
    {
        using var player = new ScenarioPlayer(server);
        for (var i = 0; i < scenario.Steps.Count; i++)
        {
            if (!await player.PlayStepAsync(i + 1, scenario.Steps[i], cancellationToken))
                break;
        }

        return player._problems;
    }

    public void Dispose() => _client.Dispose();

    /// <returns>Whether the scenario can continue. A mere difference does not stop it.</returns>
    private async Task<bool> PlayStepAsync(int number, ScenarioStep step, CancellationToken cancellationToken)
    {
        // Part of the format: lets the server's clock advance between two writes whose times are compared.
        if (step.Pause > TimeSpan.Zero)
            await Task.Delay(step.Pause, cancellationToken);
        var request = new RawRequest("", "");
        RawResponse? response = null;
        try
        {
            request = RequestBuilder.Build(step.Request, _variables);
            response = await _client.SendAsync(request, cancellationToken);
            return CheckAnswer(number, step, request, response);
        }
        catch (Exception fault) when (fault is ScenarioStoppedException or RawHttpException)
        {
            AddProblem(number, step, request, response, new Differences(), fault.Message);
            return false;
        }
    }

    /// <summary>Captures come before the comparison, so a step may use its own.</summary>
    private bool CheckAnswer(int number, ScenarioStep step, RawRequest request, RawResponse response)
    {
        string? stop = null;
        try
        {
            Captures.Take(step.Captures, response, _variables);
        }
        catch (ScenarioStoppedException fault)
        {
            stop = fault.Message;
        }

        var differences = stop is null
            ? ResponseCheck.Check(step.Expectation, response, _variables)
            : CheckWithoutCaptures(step, response);
        if (stop is not null || !differences.None)
            AddProblem(number, step, request, response, differences, stop);
        return stop is null;
    }

    /// <summary>Reports what else is wrong, unless the comparison itself needs values that could not be captured.</summary>
    private Differences CheckWithoutCaptures(ScenarioStep step, RawResponse response)
    {
        try
        {
            return ResponseCheck.Check(step.Expectation, response, _variables);
        }
        catch (ScenarioStoppedException)
        {
            return new Differences();
        }
    }

    private void AddProblem(
        int number, ScenarioStep step, RawRequest request, RawResponse? response, Differences differences, string? stop)
    {
        var answer = response is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{response.Status} {Cut(response.Text, LongestShownAnswer)}");
        _problems.Add(new ScenarioProblem(
            number, $"{request.Method} {Cut(request.Target, LongestShownTarget)}", step.Note, answer, differences.All, stop));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "...";
}
