using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Assessments as files of their traces.</summary>
internal sealed class FileAssessmentStore(FileIndex index, FileWrites writes) : IAssessmentStore
{
    private readonly FileTraceStore _traces = new(index, writes);

    private IAssessmentStore Inner => index.Store.Assessments;

    public Task<Assessment> CreateAssessmentAsync(string traceId, NewAssessment assessment, CancellationToken cancellationToken = default)
    {
        FileTraceStore.CheckAssessment(assessment.Assessment);
        return _traces.ChangeAsync(traceId, () => Inner.CreateAssessmentAsync(traceId, assessment, CancellationToken.None), cancellationToken);
    }

    public async Task<Assessment> GetAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default)
    {
        await index.FollowTraceAsync(traceId, cancellationToken).ConfigureAwait(false);
        return await Inner.GetAssessmentAsync(traceId, assessmentId, cancellationToken).ConfigureAwait(false);
    }

    public Task<Assessment> UpdateAssessmentAsync(string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken = default) =>
        _traces.ChangeAsync(traceId, () => Inner.UpdateAssessmentAsync(traceId, assessmentId, update, CancellationToken.None), cancellationToken);

    public Task DeleteAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default) => _traces.ChangeAsync(
        traceId, () => FileTraceStore.DoAsync(() => Inner.DeleteAssessmentAsync(traceId, assessmentId, CancellationToken.None)), cancellationToken);
}
