namespace Leat.Server.Artifacts;

public sealed class AttachmentHeaderTests
{
    [Theory]
    [InlineData("a.txt", "attachment; filename=a.txt")]
    [InlineData("a b.txt", "attachment; filename=\"a b.txt\"")]
    [InlineData("a\"b;c=d.txt", "attachment; filename=\"a\\\"b;c=d.txt\"")]
    [InlineData("a\\b", "attachment; filename=\"a\\\\b\"")]
    [InlineData("ü.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%C3%BC.txt")]
    [InlineData("🚀 日.txt", "attachment; filename=\"_ _.txt\"; filename*=UTF-8''%F0%9F%9A%80%20%E6%97%A5.txt")]
    [InlineData("a\r\nSet-Cookie: x", "attachment; filename=\"a__Set-Cookie: x\"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x")]
    public void A_file_name_cannot_break_out_of_the_header(string name, string expected) =>
        AttachmentHeader.For(name).ShouldBe(expected);
}
