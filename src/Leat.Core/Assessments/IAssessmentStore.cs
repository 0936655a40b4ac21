namespace Leat.Core;

/// <summary>Stores assessments of traces. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface IAssessmentStore
{
    /// <summary>Creates an assessment. If it overrides another, that one becomes invalid.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace, or no such assessment to override.</exception>
    Task<Assessment> CreateAssessmentAsync(string traceId, NewAssessment assessment, CancellationToken cancellationToken = default);

    /// <summary>An assessment.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace or assessment.</exception>
    Task<Assessment> GetAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default);

    /// <summary>Changes an assessment and returns the new state.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace or assessment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a value of the other kind.</exception>
    Task<Assessment> UpdateAssessmentAsync(
        string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Deletes an assessment. If it had overridden another, that one becomes valid again. Does nothing if it does not exist.</summary>
    Task DeleteAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default);
}
