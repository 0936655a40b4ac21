using System.CommandLine;
using Leat.Artifacts;
using Leat.Cli.CommandLine;
using Leat.Cli.Output;
using Leat.Cli.Tracked;

namespace Leat.Cli.Doctor;

/// <summary><c>leat doctor</c>: what this installation is, and whether it can work on what it is told to.</summary>
internal sealed class DoctorCommand : Command, IExamples
{
    private readonly OutputOption _output = new();

    public DoctorCommand(ArtifactSchemes artifacts)
        : base("doctor", "Shows versions and settings, and checks that the server or store can be reached.")
    {
        Add(_output.Option);
        Add(TrackingOpener.TrackingUri);
        Add(new Switch("--mask-envs", "As in MLflow; secrets are never shown.") { Hidden = true });
        SetAction(async (result, cancellationToken) =>
        {
            EnvironmentFile.Apply(result);
            var reader = new SettingReader(result, Environment.GetEnvironmentVariable);
            using var interrupt = new Interrupt(cancellationToken);
            var form = _output.Of(reader);
            var examination = new Examination(reader, new TrackingOpener(artifacts));
            await examination.RunAsync(interrupt.Token);
            await examination.Sheet.WriteAsync(result.InvocationConfiguration.Output, form);
            foreach (var fault in examination.Faults)
                await result.InvocationConfiguration.Error.WriteLineAsync($"leat: {fault}");
            return examination.Faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
    }

    public IReadOnlyList<string> Examples { get; } = ["leat doctor", "leat doctor --tracking-uri http://localhost:5000 --output json"];
}
