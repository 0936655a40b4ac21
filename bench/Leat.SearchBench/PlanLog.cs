using Microsoft.Extensions.Logging;

namespace Leat.SearchBench;

/// <summary>Keeps the plan that the store reported last.</summary>
internal sealed class PlanLog : ILoggerFactory, ILogger
{
    public string Last { get; private set; } = "";

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one place for messages here.");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> values && values.FirstOrDefault(value => value.Key == "Plan").Value is { } plan)
            Last = plan.ToString()!;
    }

    public void Dispose()
    {
    }
}
