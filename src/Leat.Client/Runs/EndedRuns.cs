using System.Collections.Concurrent;
using System.Diagnostics;
using Leat.Core;

namespace Leat.Client;

/// <summary>Recently disposed runs, so that those ended by an unhandled exception can be made FAILED.</summary>
/// <remarks>An exception that leaves a <c>using</c> disposes run and client before anybody can know that it is unhandled.</remarks>
internal static class EndedRuns
{
    /// <summary>One exception does not dispose more.</summary>
    private const int MostKept = 64;

    private static readonly ConcurrentQueue<EndedRun> Ended = new();
    private static readonly Lazy<IDisposable> Hook = new(() => ExitHooks.Add(LongestTimeout, OnExitAsync));

    /// <summary>Notes a run that ended as FINISHED by default.</summary>
    /// <param name="client">Its client.</param>
    /// <param name="runId">The run.</param>
    /// <param name="startedAt">When it was started, as <see cref="Stopwatch.GetTimestamp"/>.</param>
    public static void Add(LeatClient client, string runId, long startedAt)
    {
        _ = Hook.Value;
        Ended.Enqueue(new EndedRun(client, runId, startedAt, Stopwatch.GetTimestamp()));
        while (Ended.Count > MostKept)
            Ended.TryDequeue(out _);
    }

    /// <summary>What the clients of these runs allow.</summary>
    private static TimeSpan LongestTimeout() =>
        Ended.Select(run => run.Client.Options.Logging.ExitTimeout).DefaultIfEmpty(TimeSpan.Zero).Max();

    private static async Task OnExitAsync(ExitNotice notice)
    {
        if (notice.Exception is not { } exception || ThrownExceptions.FirstThrown(exception) is not { } thrown)
            return;
        foreach (var runs in Ended.Where(run => run.StartedAt < thrown && thrown < run.EndedAt).GroupBy(run => run.Client, run => run.RunId))
            await FailAsync(runs.Key, runs, exception).ConfigureAwait(false);
    }

    private static async Task FailAsync(LeatClient ended, IEnumerable<string> runs, Exception exception)
    {
        if (await ended.ReopenAsync().ConfigureAwait(false) is not { } client)
            return;
        await using (client.ConfigureAwait(false))
        {
            foreach (var runId in runs)
            {
                await client.UpdateRunAsync(runId, RunStatus.Failed).ConfigureAwait(false);
                await client.SetTagAsync(runId, RunTags.Failure, RunTags.FailureText(exception)).ConfigureAwait(false);
            }
        }
    }

    private sealed record EndedRun(LeatClient Client, string RunId, long StartedAt, long EndedAt);
}
