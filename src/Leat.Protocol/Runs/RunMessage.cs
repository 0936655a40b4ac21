using Leat.Core;

namespace Leat.Protocol;

/// <summary>A run as it travels.</summary>
/// <param name="Info">Its attributes.</param>
/// <param name="Data">What it logged.</param>
/// <param name="Inputs">What it used; <c>{}</c> when nothing.</param>
/// <param name="Outputs">What it made; <c>{}</c> when nothing. Left out where a run has just been created.</param>
internal sealed record RunMessage(
    RunInfoMessage? Info,
    RunDataMessage? Data,
    RunInputsMessage? Inputs,
    [property: MayBeLeftOut] RunOutputsMessage? Outputs)
{
    public static RunMessage From(Run run) => new(
        RunInfoMessage.From(run.Info),
        RunDataMessage.From(run.Data),
        RunInputsMessage.From(run.Inputs),
        RunOutputsMessage.From(run.Outputs));

    /// <summary>The run that a server sent.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: the answer is not a run.</exception>
    public Run ToEntity() => new(
        Answers.Require(Info, "info").ToEntity(),
        Data?.ToEntity() ?? new RunData([], [], []),
        Inputs?.ToEntity() ?? new RunInputs([]))
    {
        Outputs = Outputs?.ToEntities() ?? [],
    };
}
