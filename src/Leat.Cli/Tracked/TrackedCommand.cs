using System.CommandLine;
using Leat.Cli.CommandLine;

namespace Leat.Cli.Tracked;

/// <summary>A command that works on what is tracked: in a server, or in a store of this machine.</summary>
internal abstract class TrackedCommand : Command, IExamples
{
    protected TrackedCommand(TrackingOpener opener, string name, string description)
        : base(name, description)
    {
        SetAction(async (result, cancellationToken) =>
        {
            EnvironmentFile.Apply(result);
            var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
            Check(reader, result);
            using var interrupt = new Interrupt(cancellationToken);
            await using var client = await opener.OpenAsync(reader, interrupt.Token);
            return await RunAsync(new TrackedCall(result, reader, client, interrupt.Token));
        });
    }

    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Refuses a wrong command line before anything is opened.</summary>
    /// <exception cref="UsageException">What is wrong.</exception>
    protected virtual void Check(SettingReader reader, ParseResult result)
    {
    }

    protected abstract Task<int> RunAsync(TrackedCall call);

    protected void Add(params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            Options.Add(option);
    }
}
