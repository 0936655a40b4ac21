using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Leat.Server.Tests.Hosting;

/// <summary>Collects what a server logs.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private readonly ConcurrentBag<Action> _waiting = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = new();

    public IReadOnlyList<LogEntry> FromLeat => _entries.Where(entry => entry.Category.StartsWith("Leat", StringComparison.Ordinal)).ToList();

    /// <summary>Everything, the web server's own messages among it.</summary>
    public IReadOnlyList<LogEntry> All => [.. _entries];

    /// <summary>Completes when Leat has logged this event.</summary>
    public Task WhenLoggedAsync(int eventId) =>
        Awaited(eventId).Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>Completes when so many entries of a kind have been logged.</summary>
    public Task WhenAsync(Func<LogEntry, bool> wanted, int count)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(() =>
        {
            if (_entries.Count(wanted) >= count)
                done.TrySetResult();
        });
        Look();
        return done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Look()
    {
        foreach (var look in _waiting)
            look();
    }

    private TaskCompletionSource Awaited(int eventId) =>
        _awaited.GetOrAdd(eventId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    internal sealed record LogEntry(string Category, LogLevel Level, int EventId, string Message, Exception? Exception);

    private sealed class Logger(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            collector._entries.Enqueue(new LogEntry(category, logLevel, eventId.Id, formatter(state, exception), exception));
            if (category.StartsWith("Leat", StringComparison.Ordinal))
                collector.Awaited(eventId.Id).TrySetResult();
            collector.Look();
        }
    }
}
