namespace Leat.Core.Tests;

/// <summary>Gets the message of a rejected request.</summary>
internal static class Refused
{
    public static string Message(Action action)
    {
        var error = Should.Throw<LeatException>(action);
        error.Code.ShouldBe(ErrorCode.InvalidParameterValue);
        return error.Message;
    }
}
