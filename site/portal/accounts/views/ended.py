from django.http import HttpResponse


def session_ended(request):
    return HttpResponse("Votre session a pris fin.", status=403)
