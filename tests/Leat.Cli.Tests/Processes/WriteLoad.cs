using System.Net;
using System.Text;

namespace Leat.Cli.Tests.Processes;

/// <summary>Writers that log points one after another until the server accepts no more.</summary>
internal sealed class WriteLoad(HttpClient client, string runId)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _wanted = int.MaxValue;
    private int _answered;

    /// <summary>Logs steps 0, 1, 2… of one metric and returns how many were acknowledged.</summary>
    public async Task<int> WriteUntilRefusedAsync(string key)
    {
        for (var step = 0; ; step++)
        {
            if (!await TryWriteAsync(key, step))
                return step;
            if (Interlocked.Increment(ref _answered) >= Volatile.Read(ref _wanted))
                _enough.TrySetResult();
        }
    }

    /// <summary>Waits until that many writes are acknowledged; writing continues.</summary>
    public Task WhenAnsweredAsync(int writes)
    {
        Volatile.Write(ref _wanted, writes);
        return _enough.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    /// <summary>False if there was no answer. An answer other than 200 fails the test: the server was told to stop, not to fail.</summary>
    private async Task<bool> TryWriteAsync(string key, int step)
    {
        var json = $$"""{"run_id":"{{runId}}","key":"{{key}}","value":1,"timestamp":1,"step":{{step}}}""";
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        try
        {
            using var answer = await client.PostAsync("/api/2.0/mlflow/runs/log-metric", body, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
