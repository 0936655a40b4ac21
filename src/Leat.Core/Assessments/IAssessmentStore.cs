namespace Leat.Core;

/// <summary>Keeps assessments of traces. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface IAssessmentStore
{
    /// <summary>Makes an assessment. One that it overrides no longer counts.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace, or none that it could override.</exception>
    Task<Assessment> CreateAssessmentAsync(string traceId, NewAssessment assessment, CancellationToken cancellationToken = default);

    /// <summary>An assessment.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace or assessment.</exception>
    Task<Assessment> GetAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default);

    /// <summary>Changes an assessment and returns it as it is now.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such trace or assessment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a value of the other kind.</exception>
    Task<Assessment> UpdateAssessmentAsync(
        string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Deletes an assessment. One that it overrode counts again. Nothing happens if it is not there.</summary>
    Task DeleteAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default);
}
